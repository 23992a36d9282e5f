#include "control/large_turns.h"

#include <gtest/gtest.h>

#include <string>

#include "base/manual_loop.h"

namespace gantry::control {
namespace {

TEST(LargeTurns, WhatIsSmallWaitsForOneLargePieceAtMost) {
    ManualLoop loop;
    const auto large = std::make_shared<LargeTurns>(loop);
    std::string order;
    for (const char name : {'A', 'B', 'C'}) large->post([&order, name] { order += name; });
    loop.post([&] {
        order += 's';
        loop.post([&order] { order += 't'; });
    });
    loop.run_until_idle();
    EXPECT_EQ(order, "AstBC");
}

TEST(LargeTurns, GoesOnAfterAPause) {
    ManualLoop loop;
    const auto large = std::make_shared<LargeTurns>(loop);
    int done = 0;
    large->post([&] { ++done; });
    loop.run_until_idle();
    large->post([&] { large->post([&] { ++done; }); });
    loop.run_until_idle();
    EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace gantry::control
