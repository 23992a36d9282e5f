#include "control/server_certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "store/test_directory.h"

namespace gantry::control {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class ServerCertificateTest : public testing::Test {
  protected:
    ServerCertificateTest() {
        set_log_sink([](LogLevel, std::string_view) {});
    }
    ~ServerCertificateTest() override { set_log_sink(nullptr); }

    [[nodiscard]] Result<ServerCertificate> open(TlsOptions options = {}) const {
        return ServerCertificate::open(std::move(options), dir(), names, now);
    }
    [[nodiscard]] std::string dir() const { return directory.path().string(); }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        const std::string path = dir() + "/" + name;
        std::ofstream{path} << text;
        return path;
    }
    static net::CertificateFacts facts(const ServerCertificate& certificate) {
        auto read = net::read_certificate(certificate.current().certificate);
        EXPECT_TRUE(read);
        return read ? *read : net::CertificateFacts{};
    }

    store::TestDirectory directory;
    std::vector<std::string> names{"localhost", "127.0.0.1"};
    SysTime now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
};

TEST_F(ServerCertificateTest, AnAuthorityIsMadeOnceAndItsKeyIsPrivate) {
    const auto first = open();
    ASSERT_TRUE(first) << first.error().message;
    struct stat status{};
    ASSERT_EQ(stat((dir() + "/ca.key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(first->trust_file(), dir() + "/ca.crt");

    const auto second = open();
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(first->authority(), second->authority());
    EXPECT_NE(first->current().certificate, second->current().certificate);
    std::ifstream file(second->trust_file());
    const std::string shown{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(shown, second->authority());
    EXPECT_THAT(shown, Not(HasSubstr("PRIVATE")));
}

TEST_F(ServerCertificateTest, ItIsIssuedAnewBeforeItEndsAndWhenTheNamesChange) {
    auto certificate = open();
    ASSERT_TRUE(certificate);
    const auto renewed = [&](Duration later) {
        const auto changed = certificate->refresh(names, now + later);
        return changed && *changed;
    };
    EXPECT_FALSE(renewed(hours{1}));
    names.emplace_back("10.0.0.9");
    EXPECT_TRUE(renewed(hours{1}));
    EXPECT_THAT(facts(*certificate).names, Contains("10.0.0.9"));
    EXPECT_FALSE(renewed(hours{24 * 59}));
    EXPECT_TRUE(renewed(hours{24 * 62}));
}

TEST_F(ServerCertificateTest, GivenFilesAreReadAgainWhenTheyChange) {
    const auto authority = net::make_authority("a", 1);
    const auto put = [&](const char* name) {
        const auto made = net::issue_certificate(*authority, {name}, 1);
        return TlsOptions{write("c.pem", made->certificate), write("k.pem", made->key)};
    };
    auto certificate = open(put("one.example"));
    ASSERT_TRUE(certificate) << certificate.error().message;
    EXPECT_EQ(certificate->name(), "one.example");
    EXPECT_EQ(certificate->authority(), "");
    EXPECT_FALSE(std::filesystem::exists(dir() + "/ca.key"));
    EXPECT_FALSE(certificate->refresh(names, now).value());
    put("two.example");
    EXPECT_TRUE(certificate->refresh(names, now).value());
    EXPECT_EQ(certificate->name(), "two.example");
    std::filesystem::remove(dir() + "/c.pem");
    const auto failed = certificate->refresh(names, now);
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().message, HasSubstr("c.pem"));
    EXPECT_EQ(certificate->name(), "two.example");
}

TEST_F(ServerCertificateTest, WhatIsNoCertificateOrAuthorityIsSaid) {
    const auto given = open({write("c.pem", "nothing"), write("k.pem", "nothing")});
    ASSERT_FALSE(given);
    EXPECT_THAT(given.error().message, HasSubstr("c.pem: it holds no certificate"));
    const std::string key = write("ca.key", "nothing\n");
    std::filesystem::permissions(key, std::filesystem::perms::owner_read);
    const auto own = open();
    ASSERT_FALSE(own);
    EXPECT_THAT(own.error().message, HasSubstr("ca.key does not hold an authority's key"));
}

TEST_F(ServerCertificateTest, NamesAreThoseByWhichItMayBeReached) {
    using testing::ElementsAre;
    EXPECT_THAT(
        certificate_names("10.0.0.5", {"gantry.example", "10.0.0.6"}),
        ElementsAre(
            "localhost",
            "*.localhost",
            "127.0.0.1",
            "::1",
            "10.0.0.5",
            "gantry.example",
            "*.gantry.example",
            "10.0.0.6"
        )
    );
    EXPECT_THAT(certificate_names("0.0.0.0", {}), Not(Contains("0.0.0.0")));
    EXPECT_EQ(certificate_names("unix:///x", {}).size(), 4U);
}

}  // namespace
}  // namespace gantry::control
