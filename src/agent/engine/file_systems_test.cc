#include "agent/engine/file_systems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/acs/efs_transit_encryption.h"

namespace gantry::agent {
namespace {

using testing::HasSubstr;

api::acs::EFSVolumeConfiguration efs(std::string id, std::string root = "/") {
    api::acs::EFSVolumeConfiguration volume;
    volume.file_system_id = std::move(id);
    volume.root_directory = std::move(root);
    return volume;
}

std::string why_not(const FileSystems& systems, const api::acs::EFSVolumeConfiguration& volume) {
    const auto mount = mount_of(systems, volume);
    return mount ? "" : mount.error().code + ": " + mount.error().message;
}

TEST(FileSystems, DirectoriesOfTheMachine) {
    const FileSystems systems{.places = {{"fs-1", "/srv/share"}}, .directory = "/data/efs"};
    EXPECT_EQ(mount_of(systems, efs("fs-1"))->path, "/srv/share");
    EXPECT_EQ(mount_of(systems, efs("fs-1", "/a/b"))->path, "/srv/share/a/b");
    EXPECT_EQ(mount_of(systems, efs("fs-2", ""))->path, "/data/efs/fs-2");
    auto with_point = efs("fs-2");
    with_point.authorization_config.emplace().access_point_id = "fsap-7";
    EXPECT_EQ(mount_of(systems, with_point)->path, "/data/efs/fs-2/access-points/fsap-7");
}

TEST(FileSystems, AnNfsExport) {
    const FileSystems systems{.places = {{"fs-1", "10.0.0.9:/"}, {"fs-2", "nas:/export"}}};
    EXPECT_EQ(mount_of(systems, efs("fs-1"))->nfs_opts.at("device"), ":/");
    EXPECT_EQ(mount_of(systems, efs("fs-1", "/a"))->nfs_opts.at("device"), ":/a");
    const auto mount = mount_of(systems, efs("fs-2", "/a"));
    EXPECT_EQ(mount->nfs_opts.at("device"), ":/export/a");
    EXPECT_THAT(mount->nfs_opts.at("o"), HasSubstr("addr=nas,nfsvers=4.1,"));
    EXPECT_EQ(mount->path, "");
}

TEST(FileSystems, WhatIsNowhereIsSaidSo) {
    const FileSystems systems{.places = {{"fs-1", "nas:/export"}}};
    EXPECT_THAT(
        why_not(systems, efs("fs-9")),
        HasSubstr("ResourceInitializationError: failed to invoke EFS utils commands to set up EFS")
    );
    EXPECT_THAT(why_not(systems, efs("fs-9")), HasSubstr("--file-system fs-9="));
    auto with_point = efs("fs-1");
    with_point.authorization_config.emplace().access_point_id = "fsap-7";
    EXPECT_THAT(why_not(systems, with_point), HasSubstr("fs-1/fsap-7"));
}

TEST(FileSystems, NoEncryptionIsMadeUp) {
    const FileSystems systems{.places = {{"fs-1", "nas:/export"}, {"fs-2", "/mnt/fs-2"}}};
    auto volume = efs("fs-1");
    volume.transit_encryption = api::acs::EFSTransitEncryption::Enabled;
    EXPECT_THAT(why_not(systems, volume), HasSubstr("transitEncryption is ENABLED"));
    volume.file_system_id = "fs-2";
    EXPECT_EQ(why_not(systems, volume), "");
}

TEST(FileSystems, NothingLeadsOutOfThem) {
    const FileSystems systems{.places = {}, .directory = "/data/efs"};
    EXPECT_NE(why_not(systems, efs("..")), "");
    EXPECT_NE(why_not(systems, efs("fs-1/../..")), "");
    EXPECT_NE(why_not(systems, efs("fs-1", "/a/../../..")), "");
    EXPECT_NE(why_not(systems, efs("fs-1", "a")), "");
    EXPECT_EQ(why_not(systems, efs("fs-1", "/a..b")), "");
}

}  // namespace
}  // namespace gantry::agent
