#include "services/ecs/model/secret_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using Labels = std::map<std::string, std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal_of(const std::string& label, const std::string& value) {
    const auto read = read_secret_files({{label, value}, {"gantry.files./run/a/ok", "/ok"}});
    return read ? "taken" : read.error().message;
}

TEST(SecretFiles, AreReadFromLabels) {
    const auto read = read_secret_files({
        {"other", "label"},
        {"gantry.files./run/secrets/db", "arn:aws:ssm:us-east-1:000000000000:parameter/db"},
        {"gantry.files./run/secrets/tls/key", "/tls/key;mode=440;owner=1000:101"},
        {"gantry.files.on-change", "SIGHUP"},
    });
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(
        read->files,
        ElementsAre(
            SecretFile{"/run/secrets/db", "arn:aws:ssm:us-east-1:000000000000:parameter/db"},
            SecretFile{"/run/secrets/tls/key", "/tls/key", "0440", "1000:101"}
        )
    );
    EXPECT_EQ(read->on_change.signal, "SIGHUP");
    EXPECT_TRUE(read_secret_files({{"gantry.endpoint", "true"}})->files.empty());
}

TEST(SecretFiles, AreFollowedByACommand) {
    const auto read = read_secret_files(
        {{"gantry.files./run/s/a", "/a"}, {"gantry.files.on-change", "exec nginx  -s reload"}}
    );
    ASSERT_TRUE(read);
    EXPECT_THAT(read->on_change.command, ElementsAre("nginx", "-s", "reload"));
}

TEST(SecretFiles, AreRefusedWhereTheyMakeNoSense) {
    for (const char* path :
         {"run/x", "/", "/x", "/run//x", "/run/../x", "/run/./x", "/run/x/", "/run/a b", "/run/a:b"
         }) {
        EXPECT_NE(refusal_of(std::string("gantry.files.") + path, "/p"), "taken") << path;
    }
    for (const char* path : {"/etc/passwd", "/proc/x", "/dev/shm/x", "/sys/a/b", "/usr/bin/x"}) {
        EXPECT_THAT(refusal_of(std::string("gantry.files.") + path, "/p"), HasSubstr("of its own"))
            << path;
    }
    EXPECT_EQ(refusal_of("gantry.files./etc/app/x", "/p"), "taken");
    EXPECT_THAT(refusal_of("gantry.files./run/s/x", ""), HasSubstr("names no parameter"));
    for (const char* option :
         {"mode=9", "mode=04000", "mode=888", "owner=root", "owner=1", "", "x"}) {
        EXPECT_THAT(
            refusal_of("gantry.files./run/s/x", std::string("/p;") + option),
            HasSubstr(";mode=0400")
        ) << option;
    }
    EXPECT_THAT(refusal_of("gantry.files.on-change", "SIGKILL"), HasSubstr("takes a signal"));
    EXPECT_THAT(refusal_of("gantry.files.on-change", "exec "), HasSubstr("takes a signal"));
    EXPECT_THAT(refusal_of("gantry.files./run/a/ok/x", "/p"), HasSubstr("is a file, too"));
    EXPECT_FALSE(read_secret_files({{"gantry.files.on-change", "SIGHUP"}}));
    Labels many;
    for (int i = 0; i < 21; ++i) many["gantry.files./run/s/" + std::to_string(i)] = "/p";
    EXPECT_FALSE(read_secret_files(many));
}

}  // namespace
}  // namespace gantry::ecs
