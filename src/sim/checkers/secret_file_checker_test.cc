#include "sim/checkers/secret_file_checker.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/manual_loop.h"
#include "sim/checkers/told_support.h"

namespace gantry::sim {
namespace {

constexpr const char* kBind = "/memory/t/main/0:/run/secrets:ro";

/// One task of one container, "main", with a file of a secret that was put twice.
class SecretFileCheckerTest : public testing::Test {
  protected:
    SecretFileCheckerTest() {
        ecs::TaskDefinitionRow definition;
        definition.account = task_.account = "000000000000";
        definition.region = task_.region = "us-east-1";
        task_.cluster = "default";
        task_.id = "t";
        task_.family = "f";
        task_.revision = 1;
        task_.created_at = loop_.now();
        auto& main = definition.definition.container_definitions.emplace().emplace_back();
        main.name = "main";
        main.docker_labels = {{{"gantry.files./run/secrets/token", kTaskFile}}};
        Told told;
        tell_of(
            told,
            tables_.task_definitions,
            ecs::task_definition_key(task_.scope(), "f", 1),
            definition
        );
        tell_of(told, tables_.tasks, task_.key(), task_);
        ledger_.apply(told, tables_);
        put_ = {{"one", loop_.now() - minutes{5}}};
        write("one");
    }

    void write(const char* text) { files_.kept["t"]["main/0/token"].text = text; }
    void start(const char* environment = "A=b") {
        auto request = std::make_shared<api::docker::ContainerCreateRequest>();
        request->host_config.emplace().binds = {{kBind}};
        request->env = {{environment}};
        runtime::FakeSpec spec;
        spec.image = "sim/steady";
        spec.labels = {
            {"com.amazonaws.ecs.task-arn", task_.arn()},
            {"com.amazonaws.ecs.container-name", "main"},
        };
        ASSERT_TRUE(runtime_.create("main", spec, request));
        ASSERT_TRUE(runtime_.start("main"));
        checker_.on_start(machine_, *runtime_.find("main"), loop_.now());
    }
    void check_after(Duration pause) {
        loop_.advance(pause);
        checker_.check(loop_.mono(), loop_.now());
    }

    ManualLoop loop_;
    runtime::FakeMachine runtime_{
        loop_, Random{1}, {.every_image_present = true, .keep_requests = true}
    };
    memory_files::FakeMemoryFiles files_;
    FilesMachine machine_{"agent-1", &files_, &runtime_};
    std::vector<PutText> put_;
    ecs::Tables tables_;
    ecs::TaskRow task_;
    Ledger ledger_;
    Calm calm_;
    Verdict verdict_;
    SecretFileChecker checker_{put_, ledger_, calm_, verdict_};
};

TEST_F(SecretFileCheckerTest, AFileMayBeOldForAsLongAsARoundTakes) {
    start();
    check_after(minutes{5});
    put_.push_back({"two", loop_.now()});
    check_after(minutes{1});
    EXPECT_TRUE(verdict_.ok());
    write("two");
    check_after(minutes{5});
    EXPECT_TRUE(verdict_.ok());
}

TEST_F(SecretFileCheckerTest, AnOldOneIsSeen) {
    start();
    put_.push_back({"two", loop_.now()});
    check_after(minutes{5});
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SecretFileCheckerTest, WhatMayHaveBeenPutMayBeThere) {
    start();
    put_.push_back({"two", std::nullopt});
    check_after(minutes{5});
    write("two");
    check_after(minutes{5});
    EXPECT_TRUE(verdict_.ok());
}

TEST_F(SecretFileCheckerTest, AStartWithoutTheFileIsSeen) {
    files_.kept.clear();
    start();
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SecretFileCheckerTest, TheTextInTheEnvironmentIsSeen) {
    start("TOKEN=hush-hush-file-1");
    EXPECT_FALSE(verdict_.ok());
}

TEST_F(SecretFileCheckerTest, FilesOfNoLiveTaskAreSeenAtRest) {
    checker_.check_at_rest(machine_, loop_.now());
    EXPECT_TRUE(verdict_.ok());
    files_.kept["u"];
    checker_.check_at_rest(machine_, loop_.now());
    EXPECT_FALSE(verdict_.ok());
}

}  // namespace
}  // namespace gantry::sim
