#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace gantry::ecr {

/// Holds a request's body back until somebody may have it: nothing of it is read before. Who is
/// refused is answered, and it is not read at all.
class Gate final : public net::BodySink, public std::enable_shared_from_this<Gate> {
  public:
    /// From here on the body goes there. Any thread, once.
    void open(std::shared_ptr<net::BodySink> to);

    bool on_begin(std::function<void()> resume) override;
    bool on_bytes(std::string_view bytes) override;
    void on_end(Result<void> how) override;

  private:
    [[nodiscard]] std::shared_ptr<net::BodySink> behind();
    void go_on();

    std::mutex mutex_;  ///< guards what follows
    std::shared_ptr<net::BodySink> behind_;
    std::function<void()> resume_;
    bool wanted_ = false;                ///< more was asked for before it was open
    std::optional<Result<void>> ended_;  ///< before it was opened
};

/// Collects a small body. @param done gets it, or why there is none; on the network thread
std::shared_ptr<net::BodySink> collect_body(
    std::size_t max_bytes, std::function<void(Result<std::string>)> done
);

}  // namespace gantry::ecr
