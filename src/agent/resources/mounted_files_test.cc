#include "agent/resources/mounted_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

using memory_files::MemoryFile;
using testing::ElementsAre;

api::acs::Secret file_at(const std::string& path) {
    api::acs::Secret secret;
    secret.name = path;
    secret.container_path = path;
    secret.type = api::acs::SecretType::MountPoint;
    return secret;
}

TEST(MountedFiles, FoldersAreMountedOnce) {
    api::acs::Container container;
    container.name = "app";
    container.secrets = {
        file_at("/run/secrets/db"),
        file_at("/run/secrets/tls/key"),
        file_at("/run/secrets2/x"),
        file_at("/etc/app/a")
    };
    container.secrets->emplace_back().name = "VARIABLE";
    EXPECT_THAT(
        mounted_folders(container),
        ElementsAre(
            MountedFolder{"app/0", "/etc/app"},
            MountedFolder{"app/1", "/run/secrets"},
            MountedFolder{"app/2", "/run/secrets2"}
        )
    );
}

TEST(MountedFiles, AreWhatSecretsHold) {
    api::acs::Container container;
    container.name = "app";
    container.secrets = {file_at("/run/s/a"), file_at("/run/s/b/c"), file_at("/run/s/gone")};
    container.secrets->at(1).gantry_mode = "0640";
    container.secrets->at(1).gantry_owner = "1000:101";
    EXPECT_THAT(
        mounted_files(container, {{"/run/s/a", "A"}, {"/run/s/b/c", "C"}}),
        ElementsAre(
            MemoryFile{"app/0/a", "A", 0400, 0, 0}, MemoryFile{"app/0/b/c", "C", 0640, 1000, 101}
        )
    );
}

TEST(MountedFiles, AreAllThatIsFetchedAgain) {
    api::acs::Task task;
    auto& container = task.containers.emplace().emplace_back();
    container.name = "app";
    container.image = "image";
    container.secrets.emplace().emplace_back().name = "VARIABLE";
    EXPECT_FALSE(has_mounted_files(task));
    container.secrets->push_back(file_at("/run/s/a"));
    EXPECT_TRUE(has_mounted_files(task));
    const auto only = only_mounted_files(task);
    ASSERT_EQ(only.containers->front().secrets->size(), 1U);
    EXPECT_EQ(only.containers->front().secrets->front().name, "/run/s/a");
}

}  // namespace
}  // namespace gantry::agent
