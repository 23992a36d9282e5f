#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/test_inbox.h"

namespace gantry::runtime::test {

/// A Docker runtime on a loop of its own, asked from the test's thread.
class DockerE2e : public ::testing::Test {
  protected:
    static constexpr std::chrono::seconds kSlowest{90};

    void connect(const std::string& socket, RuntimeLimits limits = {}) {
        loop_.run_and_wait([&] {
            runtime_ = std::make_unique<DockerRuntime>(
                loop_, *client_, net::Endpoint{.unix_path = socket}, limits
            );
        });
    }
    void watch(const std::string& label, ContainerRuntime::Watcher watcher) {
        loop_.run_and_wait([&] { watch_ = runtime_->watch(label, std::move(watcher)); });
    }
    void disconnect() {
        loop_.run_and_wait([this] {
            watch_.reset();
            runtime_.reset();
        });
    }

    /// What the runtime answers to `ask(runtime, done)`.
    template <class T, class Ask>
    Result<T> answer(Ask ask) {
        return ask_and_wait<T>(loop_, *runtime_, ask, kSlowest);
    }
    template <class Ask>
    Result<void> act(Ask ask) {
        return answer<void>(ask);
    }

    ThreadLoop loop_{"e2e"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    std::unique_ptr<DockerRuntime> runtime_;
    std::shared_ptr<void> watch_;
};

}  // namespace gantry::runtime::test
