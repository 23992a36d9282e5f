#include "net/io_loop.h"

#include <gtest/gtest.h>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

TEST(IoLoopTest, WhatCannotBeConnectedIsToldLaterNotWithinTheCall) {
    IoLoop loop("test");
    bool returned = false;
    Expected<bool> told_within;
    Expected<Error> told;
    loop.post([&] {
        Endpoint nowhere{.host = "127.0.0.1", .port = 1};
        nowhere.network_namespace = "/no/such/namespace";
        loop.connect(nowhere, nullptr, [&](const Result<std::shared_ptr<Stream>>& stream) {
            told_within.set(!returned);
            told.set(stream.error());
        });
        returned = true;
    });
    EXPECT_FALSE(told_within.get());
    EXPECT_EQ(told.get().kind, ErrorKind::NotFound);
    loop.stop();
}

}  // namespace
}  // namespace gantry::net::test
