#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "net/http.h"

namespace gantry::service {

/// Holds a request's body back until somebody may have it: nothing of it is read before. Who is
/// refused is answered, and it is not read at all.
class BodyGate final : public net::BodySink, public std::enable_shared_from_this<BodyGate> {
  public:
    BodyGate() = default;
    /// @param to where the body goes once the gate is open; it is told of an end before that
    explicit BodyGate(std::shared_ptr<net::BodySink> to) : to_(std::move(to)) {}

    /// From here on the body goes where it was to go, or there. Any thread, once.
    void open();
    void open(std::shared_ptr<net::BodySink> to);

    bool on_begin(std::function<void()> resume) override;
    bool on_bytes(std::string_view bytes) override;
    void on_end(Result<void> how) override;

  private:
    [[nodiscard]] std::shared_ptr<net::BodySink> behind();
    void go_on();

    std::mutex mutex_;                   ///< guards what follows
    std::shared_ptr<net::BodySink> to_;  ///< not yet
    std::shared_ptr<net::BodySink> behind_;
    std::function<void()> resume_;
    bool wanted_ = false;                ///< more was asked for before it was open
    std::optional<Result<void>> ended_;  ///< before it was opened
};

}  // namespace gantry::service
