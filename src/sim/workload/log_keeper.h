#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/workload/actor.h"

namespace gantry::sim {

/// Events that were put in one call.
struct KeptBatch {
    int events = 0;
    int age_days = 0;   ///< of its events, when they were put
    bool sure = false;  ///< it is there; else nobody knows yet
};

/// Of one log stream, what may be read: batches by number.
using KeptStream = std::map<int, KeptBatch>;

/// A log group, as who keeps it knows it.
struct KeptGroup {
    std::string name;
    bool there = false;
    /// Events as old as this are gone, by the shortest retention it ever had.
    int gone_days = kForEver;
    std::map<std::string, KeptStream> streams;  ///< those that are there, by name
    int names = 0;                              ///< that were given up

    static constexpr int kForEver = 100'000;
};

/// An event as it was read.
struct ReadEvent {
    std::int64_t timestamp_ms = 0;
    std::string message;
};

/// What is wrong with all events of a stream, as they were read from the oldest to the newest;
/// empty: nothing. What was not known of its batches is known afterwards. A message says which
/// batch it is of: log_message().
std::string judge_events(KeptStream& stream, const std::vector<ReadEvent>& events);
std::string log_message(int batch, int index, int of);

/// Somebody who makes and deletes log groups and streams, puts events, changes retentions, and
/// reads all of it back in pages. Knows what must be there, and notes answers that are wrong.
class LogKeeper final : public Actor {
  public:
    using Actor::Actor;

    /// Nothing is wrong any more: reads everything once.
    void read_everything();

  private:
    /// Pages of one stream, or of all streams of a group.
    struct Reading {
        KeptGroup& group;
        std::string stream;  ///< empty: of the group
        int limit = 0;
        bool backward = false;
        std::string token{};
        std::map<std::string, std::vector<ReadEvent>> events{};  ///< by stream
        std::int64_t last_ms = 0;
    };
    using ReadingPtr = std::shared_ptr<Reading>;

    void act() override;
    void act_on(KeptGroup& group);
    KeptGroup& some_group();

    /// A change, asked for until it is known; where it stays unknown the group is given up for one
    /// of another name.
    void change(
        KeptGroup& group,
        const std::string& operation,
        std::string body,
        const std::string& done_before,
        std::function<void()> changed
    );
    void create_group(KeptGroup& group);
    void delete_group(KeptGroup& group);
    void create_stream(KeptGroup& group, const std::string& name);
    void delete_stream(KeptGroup& group, const std::string& name);
    void change_retention(KeptGroup& group);
    void put(KeptGroup& group, const std::string& stream);
    void note_put(
        KeptGroup& group,
        const std::string& stream,
        int number,
        KeptBatch batch,
        const Result<std::string>& answer
    );

    void read(KeptGroup& group, const std::string& stream);
    void read_page(const ReadingPtr& reading);
    void take_stream_page(const ReadingPtr& reading, const std::string& answer);
    void take_group_page(const ReadingPtr& reading, const std::string& answer);
    void judge(const Reading& reading);

    std::map<std::uint64_t, KeptGroup> groups_;
    int next_number_ = 1;
};

}  // namespace gantry::sim
