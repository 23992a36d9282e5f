#include "wire/exec_stream.h"

#include <gtest/gtest.h>

#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

using Type = ExecFrame::Type;

TEST(ExecStreamTest, FramesReadBackAsTheyWereWritten) {
    const ExecFrame frames[] = {
        {.type = Type::Input, .bytes = std::string("a\0b", 3)},
        {.type = Type::InputEnd},
        {.type = Type::Resize, .rows = 24, .columns = 300},
        {.type = Type::OutputRoom, .number = 65'536},
        {.type = Type::Started},
        {.type = Type::Output, .bytes = std::string(kMaxExecPayload, 'x')},
        {.type = Type::ErrorOutput, .bytes = ""},
        {.type = Type::InputRoom, .number = 0xFFFFFFFF},
        {.type = Type::Exited, .exit_code = -1},
        {.type = Type::Failed, .bytes = "no shell"},
    };
    for (const ExecFrame& frame : frames) {
        const auto read = decode_exec_frame(encode_exec_frame(frame));
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, frame);
    }
}

TEST(ExecStreamTest, WhatIsNoFrameIsRefused) {
    EXPECT_FALSE(decode_exec_frame(""));
    EXPECT_FALSE(decode_exec_frame("\x07zzzz"));
    EXPECT_FALSE(decode_exec_frame(std::string("\x03\x00\x01", 3)));
    EXPECT_FALSE(decode_exec_frame(std::string(1, '\x02') + "more"));
    EXPECT_FALSE(decode_exec_frame(std::string(1, '\x11') + std::string(kMaxExecPayload + 1, 'x')));
}

TEST(ExecStreamTest, TheRequestIsTheMessageOfItsName) {
    const ExecRequest request{
        .message_id = "m",
        .session_id = "ecs-execute-command-1",
        .task_arn = "arn",
        .container = "web",
        .command = {"sh", "-c", "ls"},
        .user = "root",
    };
    const auto read = decode_json<ExecRequest>(encode_json(request));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, request);
}

}  // namespace
}  // namespace gantry::wire
