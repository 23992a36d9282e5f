#include "cmd/exec/remote_path.h"

#include <gtest/gtest.h>

namespace gantry::cmd {
namespace {

using Read = std::optional<RemotePath>;

constexpr const char* kTaskArn = "arn:aws:ecs:us-east-1:000000000000:task/default/0d3f";

TEST(RemotePathTest, ATargetAndAPath) {
    EXPECT_EQ(read_remote_path("web:/etc/hosts"), (Read{{"web", "/etc/hosts"}}));
    EXPECT_EQ(read_remote_path("web:etc/hosts"), (Read{{"web", "etc/hosts"}}));
    EXPECT_EQ(read_remote_path(kTaskArn + std::string(":/srv")), (Read{{kTaskArn, "/srv"}}));
    EXPECT_EQ(read_remote_path(kTaskArn + std::string(":srv")), (Read{{kTaskArn, "srv"}}));
}

TEST(RemotePathTest, APathMayHaveColons) {
    EXPECT_EQ(
        read_remote_path("web:/var/log/app-12:30.log"), (Read{{"web", "/var/log/app-12:30.log"}})
    );
    EXPECT_EQ(read_remote_path("web:app-12:30.log"), (Read{{"web", "app-12:30.log"}}));
    EXPECT_EQ(
        read_remote_path(kTaskArn + std::string(":/app-12:30.log")),
        (Read{{kTaskArn, "/app-12:30.log"}})
    );
}

TEST(RemotePathTest, PathsOfThisMachine) {
    for (const char* local : {"site", "./a:b", "/srv/a:b", "../a:/b", ":/x", "web:", ""}) {
        EXPECT_EQ(read_remote_path(local), std::nullopt) << local;
    }
}

TEST(RemotePathTest, WhatIsCopiedIsAnEntryOfAFolder) {
    using Entry = std::optional<RemoteEntry>;
    EXPECT_EQ(entry_of("/etc/hosts"), (Entry{{"/etc", "hosts"}}));
    EXPECT_EQ(entry_of("/srv/site/"), (Entry{{"/srv", "site"}}));
    EXPECT_EQ(entry_of("/etc"), (Entry{{"/", "etc"}}));
    EXPECT_EQ(entry_of("a/../site"), (Entry{{".", "site"}}));
    EXPECT_EQ(entry_of("../site"), (Entry{{"..", "site"}}));
    EXPECT_EQ(entry_of("."), (Entry{{".", "."}}));
}

TEST(RemotePathTest, WhatHasNoNameIsNotCopied) {
    for (const char* path : {"..", "../", "../..", "a/../..", "/", "/..", "/etc/..", ""}) {
        EXPECT_EQ(entry_of(path), std::nullopt) << path;
    }
}

}  // namespace
}  // namespace gantry::cmd
