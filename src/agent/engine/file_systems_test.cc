#include "agent/engine/file_systems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/acs/efs_transit_encryption.h"

namespace gantry::agent {
namespace {

using storage::Directory;
using testing::HasSubstr;

api::acs::EFSVolumeConfiguration efs(std::string id, std::string root = "/") {
    api::acs::EFSVolumeConfiguration volume;
    volume.file_system_id = std::move(id);
    volume.root_directory = std::move(root);
    return volume;
}

std::string why_nowhere(const StorageSetup& setup, const api::acs::EFSVolumeConfiguration& volume) {
    const auto place = place_of(setup, volume);
    return place ? "" : place.error().code + ": " + place.error().message;
}

StorageSetup below(std::string directory) {
    return {.file_systems = {}, .file_system_directory = std::move(directory), .mounts = {}};
}

StorageSetup named(std::map<std::string, std::string> places) {
    return {.file_systems = std::move(places), .file_system_directory = {}, .mounts = {}};
}

TEST(FileSystems, DirectoriesOfTheMachine) {
    StorageSetup setup = below("/data/efs");
    setup.file_systems = {{"fs-1", "/srv/share"}, {"fs-1/fsap-1", "/srv/share/one"}};
    EXPECT_EQ(place_of(setup, efs("fs-1"))->directory, (Directory{"/srv/share", false, ""}));
    EXPECT_EQ(
        place_of(setup, efs("fs-1", "/a/b/"))->directory, (Directory{"/srv/share", false, "/a/b"})
    );
    EXPECT_EQ(place_of(setup, efs("fs-2", ""))->directory, (Directory{"/data/efs/fs-2", true, ""}));
    auto with_point = efs("fs-1");
    with_point.authorization_config.emplace().access_point_id = "fsap-1";
    EXPECT_EQ(place_of(setup, with_point)->directory.root, "/srv/share/one");
    with_point.file_system_id = "fs-2";
    EXPECT_EQ(place_of(setup, with_point)->directory.root, "/data/efs/fs-2.fsap-1");
}

TEST(FileSystems, AnNfsExport) {
    const StorageSetup setup = named({{"fs-1", "10.0.0.9:/"}, {"fs-2", "nas:/export/"}});
    EXPECT_EQ(place_of(setup, efs("fs-1"))->nfs_opts.at("device"), ":/");
    EXPECT_EQ(place_of(setup, efs("fs-1", "/a"))->nfs_opts.at("device"), ":/a");
    const auto place = place_of(setup, efs("fs-2", "/a"));
    EXPECT_EQ(place->nfs_opts.at("device"), ":/export/a");
    EXPECT_THAT(place->nfs_opts.at("o"), HasSubstr("addr=nas,nfsvers=4.1,"));
    EXPECT_EQ(place->directory, Directory{});
}

TEST(FileSystems, WhatIsNowhereIsSaidSo) {
    const StorageSetup setup = named({{"fs-1", "nas:/export"}});
    EXPECT_THAT(
        why_nowhere(setup, efs("fs-9")),
        HasSubstr("ResourceInitializationError: failed to invoke EFS utils commands to set up EFS "
                  "volumes: stderr: Failed to resolve \"fs-9\"")
    );
    EXPECT_THAT(why_nowhere(setup, efs("fs-9")), HasSubstr("--file-system fs-9="));
    auto with_point = efs("fs-1");
    with_point.authorization_config.emplace().access_point_id = "fsap-7";
    EXPECT_THAT(why_nowhere(setup, with_point), HasSubstr("fs-1/fsap-7"));
    StorageSetup both = below("/data/efs");
    both.file_systems = setup.file_systems;
    EXPECT_THAT(why_nowhere(both, with_point), HasSubstr("fs-1/fsap-7")) << "it is in the export";
}

TEST(FileSystems, NoEncryptionIsMadeUp) {
    const StorageSetup setup = named({{"fs-1", "nas:/export"}, {"fs-2", "/mnt/fs-2"}});
    auto volume = efs("fs-1");
    volume.transit_encryption = api::acs::EFSTransitEncryption::Enabled;
    EXPECT_THAT(why_nowhere(setup, volume), HasSubstr("transitEncryption is ENABLED"));
    volume.file_system_id = "fs-2";
    EXPECT_EQ(why_nowhere(setup, volume), "") << "nothing is in transit";
}

TEST(FileSystems, NothingLeadsOutOfThem) {
    const StorageSetup setup = below("/data/efs");
    EXPECT_NE(why_nowhere(setup, efs("..")), "");
    EXPECT_NE(why_nowhere(setup, efs("fs-1/../..")), "");
    EXPECT_NE(why_nowhere(setup, efs("fs-1", "/a/../../..")), "");
    EXPECT_NE(why_nowhere(setup, efs("fs-1", "/a,sec=none")), "");
    EXPECT_NE(why_nowhere(setup, efs("fs-1", "a")), "");
    EXPECT_EQ(why_nowhere(setup, efs("fs-1", "/a..b")), "");
}

}  // namespace
}  // namespace gantry::agent
