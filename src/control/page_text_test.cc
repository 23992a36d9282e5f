#include "control/page_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "store/memory_journal.h"

namespace gantry::control {
namespace {

using testing::HasSubstr;

core::LoadedState state(std::size_t rows, std::size_t bytes) {
    core::LoadedState loaded{.last_sequence = 7};
    for (std::size_t i = 0; i < rows; ++i) {
        loaded.rows["a"][std::to_string(1'000 + i)] = '"' + std::string(bytes, 'r') + '"';
    }
    loaded.rows["b"]["\"q\""] = "{}";
    return loaded;
}

template <class Text>
std::string all_of(Text& text, std::size_t& pieces) {
    std::string all;
    for (pieces = 0;; ++pieces) {
        const Result<std::string> piece = text.next();
        EXPECT_TRUE(piece);
        if (piece->empty()) return all;
        EXPECT_LE(piece->size(), kPagePieceBytes + 2'000);
        all += *piece;
    }
}

TEST(PageText, StatesComeRowByRow) {
    StateText small(state(2, 1));
    std::size_t pieces = 0;
    EXPECT_EQ(
        all_of(small, pieces),
        "{\"sequence\":7,\"tables\":{\"a\":{\n\"1000\":\"r\",\n\"1001\":\"r\"},"
        "\"b\":{\n\"\\\"q\\\"\":{}}}}\n"
    );
    EXPECT_EQ(pieces, 1U);
    StateText empty(core::LoadedState{});
    EXPECT_EQ(all_of(empty, pieces), "{\"sequence\":0,\"tables\":{}}\n");
    StateText large(state(2'000, 1'000));
    const std::string all = all_of(large, pieces);
    EXPECT_GT(pieces, 5U);
    EXPECT_GT(all.size(), 2'000'000U);
    EXPECT_THAT(all, HasSubstr("\"2999\":\""));
    EXPECT_THAT(all, HasSubstr("}}}\n"));
}

TEST(PageText, RecordsComeAPieceAtATime) {
    ManualLoop loop;
    store::MemoryJournal journal{loop, std::make_shared<store::MemoryDisk>()};
    std::vector<core::JournalRecord> batch(1'000);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        batch[i].sequence = i + 1;
        batch[i].cause = "c" + std::to_string(i + 1);
        batch[i].changes = {{"t", "k", '"' + std::string(1'000, 'r') + '"'}};
    }
    journal.append(std::move(batch), [](const auto& how) { EXPECT_TRUE(how); });
    loop.run_until_idle();
    std::size_t pieces = 0;
    RecordsText some(journal, 10, 900);
    const std::string all = all_of(some, pieces);
    EXPECT_GE(pieces, 4U);
    for (std::size_t i = 1; i <= 1'000; ++i) {
        const std::string one = "\"cause\":\"c" + std::to_string(i) + "\"";
        EXPECT_EQ(all.find(one) != std::string::npos, i > 10 && i <= 910) << i;
    }
    EXPECT_THAT(all, HasSubstr("],\"next\":910}\n"));
    RecordsText none(journal, 1'000, 10);
    EXPECT_EQ(all_of(none, pieces), "{\"records\":[],\"next\":1000}\n");
}

}  // namespace
}  // namespace gantry::control
