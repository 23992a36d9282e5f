#include "drivers/runtime/docker/byte_stream.h"

namespace gantry::runtime {

net::ByteSocket::Callbacks ByteStream::callbacks() {
    const std::weak_ptr<ByteStream> weak = weak_from_this();
    return {
        .on_bytes =
            [link = link_, weak](std::string bytes) {
                link->post([weak, bytes = std::move(bytes)] {
                    const auto self = weak.lock();
                    if (!self) return;
                    self->held_ += bytes;
                    self->hand_over();
                });
            },
        .on_written =
            [link = link_, weak](std::size_t bytes) {
                link->post([weak, bytes] {
                    if (const auto self = weak.lock()) self->owner_.on_taken(bytes);
                });
            },
        .on_end =
            [link = link_, weak](const Result<void>& how) {
                link->post([weak, how] {
                    const auto self = weak.lock();
                    if (!self) return;
                    self->end_ = how;
                    self->hand_over();
                });
            },
        .window = window_,
    };
}

net::HttpClient::BytesOpened ByteStream::opened() {
    return
        [link = link_, weak = weak_from_this(), late = owner_.on_late](
            const Result<std::shared_ptr<net::ByteSocket>>& socket, const net::HttpResponse& refusal
        ) {
            net::HttpResponse answer{.status = refusal.status, .body = refusal.body};
            link->post([weak, late, socket, answer = std::move(answer)] {
                const auto self = weak.lock();
                if (!self) {
                    if (socket && late) late();
                } else if (!socket) {
                    self->owner_.on_refused(socket.error(), answer);
                } else {
                    self->on_opened(*socket);
                }
            });
        };
}

void ByteStream::on_opened(std::shared_ptr<net::ByteSocket> socket) {
    const auto self = shared_from_this();
    socket_ = std::move(socket);
    if (!early_.empty()) socket_->send(std::exchange(early_, {}));
    if (input_ended_) socket_->end_output();
    owner_.on_open();
}

void ByteStream::write(std::string bytes) {
    if (socket_) return socket_->send(std::move(bytes));
    early_ += bytes;
}

void ByteStream::end_input() {
    input_ended_ = true;
    if (socket_) socket_->end_output();
}

void ByteStream::resume() {
    if (!std::exchange(paused_, false)) return;
    loop_.post([weak = weak_from_this(), link = link_] {
        const auto self = weak.lock();
        if (self && !link->closed()) self->hand_over();
    });
}

// The owner may let go of this object from within its callbacks.

void ByteStream::hand_over() {
    const auto self = shared_from_this();
    if (paused_) return;
    if (!held_.empty()) {
        const std::size_t bytes = held_.size();
        paused_ = !owner_.on_bytes(std::exchange(held_, {}));
        window_->give_back(bytes);
    }
    if (paused_ || !end_) return;
    const auto on_end = std::exchange(owner_.on_end, nullptr);
    socket_.reset();
    if (on_end) on_end(*end_);
}

}  // namespace gantry::runtime
