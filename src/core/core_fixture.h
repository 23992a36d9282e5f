#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/manual_loop.h"
#include "core/core.h"
#include "core/scripted_journal.h"
#include "core/test_rows.h"

namespace gantry::core {

/// A core on a journal whose disk is the test, and two tables of numbers.
class CoreTest : public testing::Test {
  protected:
    CoreTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        core_ = std::make_unique<Core>(loop_, journal_, std::vector<TableBase*>{&a_, &b_});
    }
    ~CoreTest() override { set_log_sink(nullptr); }

    void open() { ASSERT_TRUE(core_->open()); }

    /// Notes what the callback was told under `name`: "name" or "name failed".
    Core::Durable note(const std::string& name) {
        return [this, name](const Result<void>& how) {
            seen_.push_back(how ? name : name + " failed");
            if (!how) last_error_ = how.error();
        };
    }

    void put(const std::string& key, int value, const std::string& name) {
        Transaction t;
        t.put(a_, key, {value});
        core_->commit(std::move(t), name, note(name));
    }

    void watch() {
        core_->subscribe(
            {.on_change =
                 [this](const Change& change) {
                     const NumberRow* before = change.before_as(a_);
                     const NumberRow* after = change.after_as(a_);
                     seen_.push_back(
                         change.key + ":" + (before ? std::to_string(before->value) : "") + ">" +
                         (after ? std::to_string(after->value) : "")
                     );
                 },
             .on_reload = [this] { seen_.emplace_back("reload"); }}
        );
    }

    ManualLoop loop_;
    ScriptedJournal journal_;
    NumberTable a_{"a", kNumberCodec};
    NumberTable b_{"b", kNumberCodec};
    std::unique_ptr<Core> core_;
    std::vector<std::string> seen_;
    Error last_error_;
};

}  // namespace gantry::core
