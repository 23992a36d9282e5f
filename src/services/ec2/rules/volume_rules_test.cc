#include "services/ec2/rules/volume_rules.h"

#include <gtest/gtest.h>

namespace gantry::ec2 {
namespace {

using api::ec2::VolumeState;

const SysTime kThen{Seconds{1000}};
const SysTime kNow{Seconds{2000}};

VolumeRow in_state(VolumeState state) {
    return {.id = "vol-1", .state = state, .created = kNow};
}

TEST(VolumeRulesTest, ANewOneIsShownAsItsTaskHasIt) {
    VolumeRow seen = in_state(VolumeState::Creating);
    seen.tags = {{.key = "a", .value = "b"}};
    const VolumeRow shown = next_volume(nullptr, seen, kNow);
    EXPECT_EQ(shown, seen);
    EXPECT_FALSE(shown.attached_at);
}

TEST(VolumeRulesTest, WhatPeopleAndTimeHaveAddedStays) {
    VolumeRow before = in_state(VolumeState::Creating);
    before.created = kThen;
    before.tags = {{.key = "theirs", .value = ""}};
    const VolumeRow in_use = next_volume(&before, in_state(VolumeState::InUse), kNow);
    EXPECT_EQ(in_use.state, VolumeState::InUse);
    EXPECT_EQ(in_use.created, kThen);
    EXPECT_EQ(in_use.tags, before.tags);
    EXPECT_EQ(in_use.attached_at, kNow);
    EXPECT_EQ(next_volume(&in_use, in_state(VolumeState::InUse), kNow + Seconds{9}), in_use);
}

TEST(VolumeRulesTest, OneThatHasOutlivedItsTaskIsNoLongerItsTasks) {
    for (const VolumeState state : {VolumeState::Available, VolumeState::Deleting}) {
        const VolumeRow left = in_state(state);
        EXPECT_TRUE(outlives_task(left));
        EXPECT_EQ(next_volume(&left, in_state(VolumeState::Available), kNow), left);
    }
    EXPECT_FALSE(outlives_task(in_state(VolumeState::InUse)));
}

}  // namespace
}  // namespace gantry::ec2
