// Calls between services take effect exactly once, whatever crashes.
#include "service/internal_calls.h"

#include <gtest/gtest.h>

#include <optional>

#include "api/sts/get_caller_identity_request.h"
#include "api/sts/get_caller_identity_response.h"
#include "api/sts/operations.h"
#include "base/log.h"
#include "base/manual_loop.h"
#include "service/dispatcher.h"
#include "service/json_rows.h"
#include "services/all.h"
#include "services/ecs/service.h"
#include "store/memory_journal.h"

namespace gantry {
namespace {

using service::CallRow;

// ---- A service that does nothing but call others

struct CallerTables {
    core::Table<CallRow> calls{"caller.calls", service::json_rows<CallRow>()};
    std::vector<core::TableBase*> all() { return {&calls}; }
};

/// How often the caller's own operation says that it cannot be answered.
int unavailable_times = 0;

Result<api::sts::GetCallerIdentityResponse>
answer_or_not(service::CallOn<CallerTables>&, const api::sts::GetCallerIdentityRequest&) {
    if (unavailable_times-- > 0) return unavailable("not now");
    return api::sts::GetCallerIdentityResponse{.account = "123456789012"};
}

constexpr service::Operation kCallerOperations[] = {
    service::operation<"GetCallerIdentity", &answer_or_not>(),
};

class CallerInstance final : public service::InstanceOn<CallerTables> {
  public:
    explicit CallerInstance(const service::Surroundings& around) : around_(around) {}
    std::vector<core::Controller*> controllers() override {
        calls_.emplace("caller-calls", rows().calls, around_);
        return {&*calls_};
    }

  private:
    service::Surroundings around_;
    std::optional<service::InternalCalls> calls_;
};

const service::Service& caller_service() {
    static const service::Service kCaller{
        .name = "caller",
        .title = "A caller",
        .model = &api::sts::service,
        .operations = kCallerOperations,
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<CallerInstance>(around);
        },
    };
    return kCaller;
}

std::vector<const service::Service*> with_caller() {
    std::vector<const service::Service*> all(all_services().begin(), all_services().end());
    all.push_back(&caller_service());
    return all;
}

/// The loop of one process: with it goes all that it had yet to do.
class ProcessLoop final : public Loop {
  public:
    explicit ProcessLoop(ManualLoop& world) : world_(world) {}
    [[nodiscard]] SysTime now() const override { return world_.now(); }
    [[nodiscard]] MonoTime mono() const override { return world_.mono(); }
    void post(Work work) override { world_.post(while_alive(std::move(work))); }
    TimerId call_after(Duration delay, Work work) override {
        return world_.call_after(delay, while_alive(std::move(work)));
    }
    void cancel(TimerId timer) override { world_.cancel(timer); }

  private:
    [[nodiscard]] Work while_alive(Work work) const {
        return [alive = std::weak_ptr(alive_), work = std::move(work)] {
            if (!alive.expired()) work();
        };
    }

    ManualLoop& world_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// One process of a control plane on a disk: what a crash ends.
struct Process {
    Process(ManualLoop& world, const std::shared_ptr<store::MemoryDisk>& disk, std::uint64_t seed)
        : loop(world),
          ids(Random{seed}),
          journal(loop, disk),
          registry(with_caller(), {loop, registry, core, ids, keys, settings, options}),
          dispatcher(core, registry, ids, settings, loop),
          core(std::make_unique<core::Core>(loop, journal, registry.tables())) {
        settings.secret = "secret";
        EXPECT_TRUE(core->open());
        std::vector<core::Controller*> controllers;
        for (const auto& entry : registry.entries()) {
            const auto own = entry.instance->controllers();
            controllers.insert(controllers.end(), own.begin(), own.end());
        }
        runner.emplace(*core, std::move(controllers));
        for (const auto& entry : registry.entries()) entry.instance->start();
        runner->start();
    }
    ~Process() {
        runner->stop();
        for (const auto& entry : registry.entries()) entry.instance->stop();
    }

    [[nodiscard]] const core::Table<CallRow>& calls() const {
        return registry.get<CallerInstance>().rows().calls;
    }
    [[nodiscard]] std::size_t revisions(const std::string& family) const {
        const auto& rows = registry.get<ecs::Instance>().rows();
        const auto row = rows.families.find("123456789012/us-east-1/" + family);
        return row ? static_cast<std::size_t>(row->last_revision) : 0;
    }

    ProcessLoop loop;
    IdSource ids;
    service::KeyRing keys;
    service::Settings settings;
    service::Options options;
    store::MemoryJournal journal;
    service::Registry registry;
    service::Dispatcher dispatcher;
    std::unique_ptr<core::Core> core;
    std::optional<core::ControllerRunner> runner;
};

class InternalCallsTest : public testing::Test {
  protected:
    InternalCallsTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        disk_->set_sync_latency(Duration{2});
        start();
    }
    ~InternalCallsTest() override {
        process_.reset();
        set_log_sink(nullptr);
    }

    void start() { process_.emplace(loop_, disk_, next_seed_++); }
    void crash(bool power, bool made_it) {
        process_.reset();
        if (power) disk_->crash(made_it);
        start();
    }

    CallRow wanted(const std::string& operation, std::string input) {
        return {
            .account = "123456789012",
            .region = "us-east-1",
            .id = "call-" + std::to_string(next_call_++),
            .principal = "arn:aws:iam::123456789012:root",
            .service = "ecs",
            .operation = operation,
            .input = std::move(input),
        };
    }
    CallRow new_revision(const std::string& family) {
        return wanted(
            "RegisterTaskDefinition",
            R"({"family":")" + family +
                R"(","containerDefinitions":[{"name":"c","image":"i","memory":8}]})"
        );
    }
    std::string stage(const CallRow& row, core::Core::Durable durable = {}) {
        core::Transaction tx;
        const std::string key = service::call_key(row);
        tx.put(process_->calls(), key, row);
        process_->core->commit(std::move(tx), "a wish", std::move(durable));
        return key;
    }
    void settle() { loop_.advance(minutes{1}); }
    CallRow row(const std::string& key) {
        const auto found = process_->calls().find(key);
        EXPECT_NE(found, nullptr);
        return found ? *found : CallRow{};
    }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    std::optional<Process> process_;
    std::uint64_t next_seed_ = 1;
    int next_call_ = 1;
};

TEST_F(InternalCallsTest, RunsAsThePrincipalAndKeepsWhatCameOfIt) {
    const std::string key = stage(new_revision("web"));
    settle();
    EXPECT_EQ(process_->revisions("web"), 1U);
    EXPECT_TRUE(row(key).done());
    EXPECT_FALSE(row(key).refused());
    EXPECT_NE(row(key).output.find("task-definition/web:1"), std::string::npos);
    EXPECT_EQ(disk_->records().back().changes.size(), 3U)
        << "family, definition and outcome are one record";
    EXPECT_EQ(
        disk_->records().back().cause, "caller-calls " + key + ": RegisterTaskDefinition call-1"
    );
    settle();
    EXPECT_EQ(process_->revisions("web"), 1U);
}

TEST_F(InternalCallsTest, LeavesNothingWhereNobodyAsks) {
    CallRow call = new_revision("web");
    call.forget = true;
    const std::string key = stage(call);
    settle();
    EXPECT_EQ(process_->revisions("web"), 1U);
    EXPECT_EQ(process_->calls().find(key), nullptr);
}

TEST_F(InternalCallsTest, WhatWouldAnswerLaterIsNotBegun) {
    CallRow group = wanted("CreateLogGroup", R"({"logGroupName":"g"})");
    group.service = "logs";
    CallRow stream = wanted("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})");
    stream.service = "logs";
    CallRow put = wanted(
        "PutLogEvents",
        R"({"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1,"message":"m"}]})"
    );
    put.service = "logs";
    for (const CallRow& call : {group, stream}) {
        const std::string key = stage(call);
        settle();
        EXPECT_FALSE(row(key).refused());
    }
    const std::string key = stage(put);
    settle();
    EXPECT_EQ(row(key).error_message, "PutLogEvents does not take effect in one transaction");
}

TEST_F(InternalCallsTest, WhatTakesAFileIsNotBegun) {
    CallRow bucket = wanted("CreateBucket", R"({"Bucket":"bucket-b"})");
    bucket.service = "s3";
    const std::string made = stage(bucket);
    settle();
    EXPECT_FALSE(row(made).refused()) << row(made).error_message;
    for (const char* input : {
             R"({"Bucket":"bucket-b","Key":"k"})",
             R"({"Bucket":"bucket-b","Key":"k","Body":{"parts":[],"md5":"","checksums":{}}})",
         }) {
        CallRow put = wanted("PutObject", input);
        put.service = "s3";
        const std::string key = stage(put);
        settle();
        EXPECT_EQ(row(key).error_message, "PutObject takes a payload that is not held in memory");
    }
}

TEST_F(InternalCallsTest, ARefusalIsAnOutcome) {
    CallRow by_nobody = new_revision("web");
    by_nobody.principal = "arn:aws:sts::123456789012:assumed-role/gone/x";
    const CallRow no_operation = wanted("MakeTea", "{}");
    const std::string denied = stage(by_nobody);
    const std::string unknown = stage(no_operation);
    const std::string broken = stage(wanted("RegisterTaskDefinition", "{"));
    const std::string missing = stage(wanted("DeleteCluster", R"({"cluster":"gone"})"));
    settle();
    EXPECT_EQ(row(denied).error_code, "AccessDeniedException");
    EXPECT_EQ(row(unknown).error_code, "UnknownOperationException");
    EXPECT_EQ(row(broken).error_code, "SerializationException");
    EXPECT_EQ(row(missing).error_code, "ClusterNotFoundException");
    EXPECT_TRUE(row(missing).refused());
    EXPECT_EQ(process_->revisions("web"), 0U);
}

TEST_F(InternalCallsTest, WhatIsUnavailableIsTriedAgainMoreAndMoreSeldom) {
    CallRow call = wanted("GetCallerIdentity", "{}");
    call.service = "caller";
    unavailable_times = 3;
    std::string key = stage(call);
    loop_.advance(Duration{6'900});
    EXPECT_FALSE(row(key).done());
    EXPECT_EQ(row(key).attempts, 3);
    loop_.advance(Duration{300});
    EXPECT_TRUE(row(key).done()) << "after 1 + 2 + 4 seconds";
    EXPECT_NE(row(key).output.find("123456789012"), std::string::npos);

    call.id = "never";
    unavailable_times = 1'000;
    key = stage(call);
    loop_.advance(hours{2});
    EXPECT_TRUE(row(key).refused()) << "given up";
    EXPECT_EQ(row(key).error_message, "not now");
    EXPECT_EQ(row(key).attempts, service::InternalCalls::kMaxAttempts);
    EXPECT_EQ(1'000 - unavailable_times, service::InternalCalls::kMaxAttempts);
}

/// The process ends after each number of steps in turn, in each of the ways in which it can.
TEST_F(InternalCallsTest, ACrashNeitherLosesNorDoublesACall) {
    struct Way {
        bool power;
        bool made_it;
    };
    int with_wish = 0;
    int without = 0;
    for (const Way way : {Way{false, false}, Way{true, false}, Way{true, true}}) {
        for (int steps = 0; steps < 40; ++steps) {
            const std::string family = "f" + std::to_string(next_call_);
            bool acknowledged = false;
            const std::string key = stage(new_revision(family), [&](const Result<void>& how) {
                acknowledged = how.has_value();
            });
            for (int i = 0; i < steps; ++i) loop_.step();
            crash(way.power, way.made_it);
            settle();
            const auto found = process_->calls().find(key);
            EXPECT_TRUE(found != nullptr || !acknowledged) << "the wish was lost";
            EXPECT_EQ(process_->revisions(family), found == nullptr ? 0U : 1U) << steps;
            EXPECT_TRUE(found == nullptr || found->done());
            (found == nullptr ? without : with_wish) += 1;
        }
    }
    EXPECT_GT(with_wish, 80);
    EXPECT_GT(without, 0) << "some crashes come before the wish is durable";
}

TEST_F(InternalCallsTest, ADiskThatFailsNeitherLosesNorDoublesACall) {
    for (int steps = 0; steps < 20; ++steps) {
        for (const bool kept : {false, true}) {
            const std::string family = "d" + std::to_string(next_call_);
            const std::string key = stage(new_revision(family));
            for (int i = 0; i < steps; ++i) loop_.step();
            if (kept) {
                disk_->fail_next_append_after();
            } else {
                disk_->fail_next_append_before();
            }
            settle();
            disk_->forget_append_failure();
            const auto found = process_->calls().find(key);
            EXPECT_EQ(process_->revisions(family), found == nullptr ? 0U : 1U) << steps;
            EXPECT_TRUE(found == nullptr || found->done());
        }
    }
}

/// Many calls, crashes at random instants: each wish that is there in the end was granted once.
TEST_F(InternalCallsTest, ManyCrashesMakeNoDifference) {
    Random random(7);
    std::vector<std::string> keys;
    for (int round = 0; round < 60; ++round) {
        for (auto n = random.below(4); n > 0; --n) keys.push_back(stage(new_revision("web")));
        for (auto n = random.below(12); n > 0; --n) loop_.step();
        if (random.chance(0.5)) crash(random.chance(0.5), random.chance(0.5));
        if (random.chance(0.2)) disk_->fail_next_append_after();
    }
    disk_->forget_append_failure();
    settle();
    std::size_t granted = 0;
    for (const std::string& key : keys) {
        const auto found = process_->calls().find(key);
        if (found == nullptr) continue;
        EXPECT_TRUE(found->done());
        EXPECT_FALSE(found->refused());
        ++granted;
    }
    EXPECT_GT(granted, 20U);
    EXPECT_EQ(process_->revisions("web"), granted);
}

}  // namespace
}  // namespace gantry
