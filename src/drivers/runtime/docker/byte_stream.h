#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/docker/loop_link.h"
#include "net/http.h"

namespace gantry::runtime {

/// The byte connection below a ContainerStream: brings what happens on the network thread to the
/// runtime's loop, and stops reading while the program wants no more. Its owner tells what the
/// bytes mean. On the loop; the owner holds it and hears nothing once it has dropped it.
class ByteStream : public std::enable_shared_from_this<ByteStream> {
  public:
    struct Owner {
        std::function<void()> on_open;
        /// A refusal, or no answer.
        std::function<void(const Error& why, const net::HttpResponse& refusal)> on_refused;
        /// @return false: no more before resume()
        std::function<bool(std::string bytes)> on_bytes;
        std::function<void(std::size_t bytes)> on_taken;
        std::function<void(const Result<void>& how)> on_end;
        /// The connection came when nobody wanted it any more. May be null.
        std::function<void()> on_late;
    };

    ByteStream(Loop& loop, std::shared_ptr<LoopLink> link, Owner owner)
        : loop_(loop), link_(std::move(link)), owner_(std::move(owner)) {}

    /// What the connection is begun with.
    net::ByteSocket::Callbacks callbacks();
    net::HttpClient::BytesOpened opened();

    void write(std::string bytes);
    void end_input();
    void resume();

  private:
    void on_opened(std::shared_ptr<net::ByteSocket> socket);
    void hand_over();

    Loop& loop_;
    std::shared_ptr<LoopLink> link_;
    Owner owner_;
    std::shared_ptr<net::StreamWindow> window_ = std::make_shared<net::StreamWindow>(kWindow);
    std::shared_ptr<net::ByteSocket> socket_;
    std::string early_;  ///< written before the connection was there
    bool input_ended_ = false;
    std::string held_;
    std::optional<Result<void>> end_;
    bool paused_ = false;

    static constexpr std::size_t kWindow = 256U << 10U;
};

}  // namespace gantry::runtime
