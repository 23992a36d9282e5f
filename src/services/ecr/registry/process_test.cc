// docker-registry as a child: the real one where it is installed, and programs that behave badly.
#include "services/ecr/registry/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "base/thread_loop.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/registry/storage.h"
#include "services/ecr/registry/store.h"

namespace gantry::ecr {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::chrono::seconds kPatience{30};

class Directory {
  public:
    Directory() : path_((fs::temp_directory_path() / "gantry-XXXXXX").string()) {
        EXPECT_NE(::mkdtemp(path_.data()), nullptr);
    }
    ~Directory() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    [[nodiscard]] fs::path operator/(std::string_view name) const { return fs::path(path_) / name; }

  private:
    std::string path_;
};

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

bool is_installed() {
    return ::access("/usr/bin/docker-registry", X_OK) == 0;
}

Result<net::Endpoint> wait_for(RegistryProcess& process) {
    const auto promise = std::make_shared<std::promise<Result<net::Endpoint>>>();
    auto future = promise->get_future();
    process.when_ready([promise](Result<net::Endpoint> how) { promise->set_value(std::move(how)); }
    );
    if (future.wait_for(kPatience) != std::future_status::ready) return unavailable("the test");
    return future.get();
}

template <class Condition>
bool soon(const Condition& condition) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!condition() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return condition();
}

/// A program of a few lines that is started instead.
std::string script(const Directory& directory, std::string_view lines) {
    const fs::path path = directory / "program";
    write(path, "#!/bin/sh\n" + std::string(lines) + "\n");
    fs::permissions(path, fs::perms::owner_all);
    return path.string();
}

TEST(RegistryProcess, SaysHowToInstallIt) {
    const Directory directory;
    RegistryProcess process({(directory / "r").string(), "no-such-registry"});
    const auto how = wait_for(process);
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(how.error().message, HasSubstr("apt-get install docker-registry"));
    EXPECT_FALSE(wait_for(process));  // and is looked for again
}

TEST(RegistryProcess, KeepsNothingWithoutADirectory) {
    RegistryProcess process({});
    EXPECT_EQ(wait_for(process).error().message, "This Gantry keeps no images.");
}

TEST(RegistryProcess, AProgramThatEndsIsToldWithItsLastWords) {
    const Directory directory;
    RegistryProcess process(
        {(directory / "r").string(), script(directory, "echo 'no room here'; exit 3")}
    );
    const auto how = wait_for(process);
    ASSERT_FALSE(how);
    EXPECT_THAT(how.error().message, HasSubstr("no room here"));
}

TEST(RegistryProcess, AProgramThatDoesNotEndIsKilled) {
    const Directory directory;
    const fs::path pid = directory / "pid";
    {
        RegistryProcess process(
            {(directory / "r").string(),
             script(
                 directory,
                 "trap '' TERM; echo $$ > " + pid.string() + ".new; mv " + pid.string() + ".new " +
                     pid.string() + "; while :; do sleep 1; done"
             )}
        );
        process.when_ready([](const auto&) {});
        ASSERT_TRUE(soon([&] { return fs::exists(pid); }));
    }
    int number = 0;
    std::ifstream(pid) >> number;
    EXPECT_EQ(::kill(number, 0), -1);
}

TEST(RegistryProcess, StoppingTellsWhoWaits) {
    const Directory directory;
    auto process = std::make_unique<RegistryProcess>(
        ProcessOptions{(directory / "r").string(), script(directory, "exec sleep 60")}
    );
    std::promise<Result<net::Endpoint>> how;
    process->when_ready([&](auto ready) { how.set_value(std::move(ready)); });
    process.reset();
    EXPECT_FALSE(how.get_future().get());
}

TEST(RegistryStorage, IsNobodyElses) {
    const Directory directory;
    ASSERT_TRUE(prepare_storage(directory / "r", "secret"));
    ASSERT_TRUE(prepare_storage(directory / "r", "another"));
    struct stat found{};
    ASSERT_EQ(::stat((directory / "r").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0700);
    ASSERT_EQ(::stat((directory / "r" / kConfigName).c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600);
    std::ifstream file(directory / "r" / kConfigName);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_THAT(text, HasSubstr("secret: 'another'"));
}

TEST(RegistryStorage, WhatWasCutShortIsRemoved) {
    const Directory directory;
    const fs::path root = directory / "storage/docker/registry/v2";
    const std::string digest = digest_of("a manifest");
    const std::string digits = digest.substr(7);
    const fs::path good_link = root / "repositories/a/_layers/sha256" / digits / "link";
    const fs::path cut_link = root / "repositories/a/_manifests/revisions/sha256" / digits / "link";
    const fs::path good = root / "blobs/sha256" / digits.substr(0, 2) / digits / "data";
    const fs::path cut = root / "blobs/sha256/ab" / ("ab" + std::string(62, '0')) / "data";
    const fs::path empty = root / "blobs/sha256/cd" / ("cd" + std::string(62, '0')) / "data";
    const fs::path upload = root / "repositories/a/_uploads/id/data";
    write(good_link, digest);
    write(cut_link, "");
    write(good, "a manifest");
    write(cut, "a manif");
    write(empty, "");
    write(upload, "half");
    // Repositories may be called so, or have it in their names.
    const fs::path of_link = root / "repositories/a/link/_layers/sha256" / digits / "link";
    const fs::path cut_of_link = root / "repositories/a/data/_layers/sha256" / digits / "link";
    write(of_link, digest);
    write(cut_of_link, digest.substr(0, 9));
    write(root / "repositories/a/link/_uploads/id/data", "half");
    write(root / "repositories/_uploads", "a file");
    const auto repaired = repair_storage(directory / "");
    ASSERT_TRUE(repaired) << repaired.error().message;
    EXPECT_EQ(repaired->links, 2);
    EXPECT_EQ(repaired->blobs, 2);
    EXPECT_TRUE(fs::exists(good_link));
    EXPECT_TRUE(fs::exists(good));
    EXPECT_FALSE(fs::exists(cut_link));
    EXPECT_FALSE(fs::exists(cut));
    EXPECT_FALSE(fs::exists(empty));
    EXPECT_FALSE(fs::exists(upload));
    EXPECT_TRUE(fs::exists(of_link));
    EXPECT_FALSE(fs::exists(cut_of_link));
    EXPECT_FALSE(fs::exists(root / "repositories/a/link/_uploads"));
    EXPECT_TRUE(fs::exists(root / "repositories/_uploads"));
    EXPECT_TRUE(repair_storage(directory / "nothing"));
}

TEST(RegistryStorage, SaysWhatCannotBeRead) {
    const Directory directory;
    const fs::path blobs = directory / "storage/docker/registry/v2/blobs";
    write(blobs, "no directory");
    const auto repaired = repair_storage(directory / "");
    ASSERT_FALSE(repaired);
    EXPECT_THAT(repaired.error().message, HasSubstr(blobs.string()));
}

/// The real one, in a directory whose path is too long for a socket.
class RealRegistry : public testing::Test {
  protected:
    void SetUp() override {
        if (!is_installed()) GTEST_SKIP() << "docker-registry is not installed";
    }
    [[nodiscard]] ProcessOptions options() const {
        return {(directory / std::string(120, 'd')).string(), "docker-registry"};
    }
    bool is_marked() const { return fs::exists(fs::path(options().directory) / kRunningName); }

    Directory directory;
};

TEST_F(RealRegistry, ListensUntilItIsStopped) {
    int pid = 0;
    {
        RegistryProcess process(options());
        process.sign_with("secret");
        ASSERT_TRUE(wait_for(process));
        ASSERT_TRUE(wait_for(process));
        ASSERT_TRUE(process.pid());
        pid = *process.pid();
        EXPECT_TRUE(is_marked());
    }
    EXPECT_EQ(::kill(pid, 0), -1);
    EXPECT_FALSE(is_marked());
}

TEST_F(RealRegistry, IsStartedAgainWhenItIsKilled) {
    RegistryProcess process(options());
    process.sign_with("secret");
    ASSERT_TRUE(wait_for(process));
    const int pid = process.pid().value_or(0);
    ASSERT_GT(pid, 0);
    ::kill(pid, SIGKILL);
    EXPECT_TRUE(soon([&] { return process.pid() && *process.pid() != pid; }));
    EXPECT_TRUE(wait_for(process));
}

TEST_F(RealRegistry, KeepsManifestsByTheirDigests) {
    ThreadLoop loop("core");
    RegistryProcess process(options());
    process.sign_with("secret");
    auto store = std::make_unique<RegistryStore>(loop, process);
    const std::string repository = "123456789012/us-east-1/shop/web";
    const std::string text =
        R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]})";
    const std::string type = "application/vnd.oci.image.index.v1+json";
    const std::string digest = digest_of(text);
    const auto ask = [&](const auto& question) {
        std::promise<std::string> promise;
        loop.post([&] {
            question([&](const auto& how) { promise.set_value(how ? "fine" : how.error().message); }
            );
        });
        return promise.get_future().get();
    };
    EXPECT_EQ(
        ask([&](auto done) { store->put_manifest(repository, digest, type, text, done); }), "fine"
    );
    EXPECT_THAT(
        ask([&](auto done) { store->put_manifest(repository, digest, type, "{}", done); }),
        HasSubstr("no valid manifest")
    );
    const std::string missing =
        R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":)"
        R"({"mediaType":"a/b","size":1,"digest":"sha256:)" +
        std::string(64, '1') + R"("},"layers":[]})";
    EXPECT_THAT(
        ask([&](auto done) {
            store->put_manifest(
                repository,
                digest_of(missing),
                "application/vnd.oci.image.manifest.v1+json",
                missing,
                done
            );
        }),
        HasSubstr("not in the repository")
    );
    EXPECT_EQ(ask([&](auto done) { store->delete_manifest(repository, digest, done); }), "fine");
    EXPECT_EQ(ask([&](auto done) { store->delete_manifest(repository, digest, done); }), "fine");
    loop.run_and_wait([&] { store.reset(); });
}

}  // namespace
}  // namespace gantry::ecr
