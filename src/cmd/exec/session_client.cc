#include "cmd/exec/session_client.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <utility>

#include "cmd/version.h"
#include "wire/json_codec.h"

namespace gantry::cmd {
namespace {

using ecs::exec::PayloadType;

constexpr Duration kConnectPatience{30'000};
constexpr std::size_t kMaxInput = 256U << 10U;
constexpr std::size_t kInputPiece = 1024;  ///< as the stock plugin sends it
constexpr int kNormal = 1000;

struct Opening {
    std::string schema = "1.0";
    std::string request_id;
    std::string token;
    std::string client_id;
    std::string client_version;
    ecs::exec::ClientWishes wishes;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Opening>(
            "OpenDataChannelInput",
            {
                field<&Opening::schema>("MessageSchemaVersion"),
                field<&Opening::request_id>("RequestId"),
                field<&Opening::token>("TokenValue"),
                field<&Opening::client_id>("ClientId"),
                field<&Opening::client_version>("ClientVersion"),
                field<&Opening::wishes>("Gantry"),
            }
        );
        return info;
    }
};

/// The frame after which no other comes, and which is not sent again.
bool is_last(const std::string& frame) {
    const auto message = ecs::exec::decode_data_message(frame);
    return message && message->type == ecs::exec::kChannelClosed;
}

/// Nothing for what is no number.
std::optional<int> read_exit_code(const std::string& digits) {
    int code = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, code);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return code;
}

/// Nothing that is asked for needs doing.
std::string handshake_answer() {
    return std::string(R"({"ClientVersion":")") + kVersion +
           R"(","ProcessedClientActions":[{"ActionType":"SessionType","ActionStatus":1,)"
           R"("ActionResult":null,"Error":""}],"Errors":[]})";
}

}  // namespace

SessionClient::SessionClient(net::HttpClient& http, Options options, Events events)
    : http_(http),
      options_(std::move(options)),
      events_(std::move(events)),
      channel_(ecs::exec::DataChannel::Side::Client, ids_) {}

SessionClient::~SessionClient() {
    if (gate_) gate_->shut();
    loop_.run_and_wait([this] {
        over_ = true;
        loop_.cancel(timer_);
        if (socket_) socket_->close(kNormal, "");
        socket_.reset();
    });
    loop_.stop();
}

void SessionClient::start() {
    net::HttpRequest request;
    request.method = "GET";
    request.target = options_.target;
    request.headers.add("Host", options_.host);
    request.headers.add("User-Agent", std::string("gantry/") + kVersion);
    gate_ = std::make_shared<LoopGate>(loop_);
    net::WebSocket::Callbacks callbacks{
        .on_text = [](const std::string&) {},
        .on_close =
            [this, gate = gate_](int, std::string reason) {
                gate->post([this, reason = std::move(reason)] {
                    finish(reason.empty() ? "The connection was lost." : reason);
                });
            },
        .on_binary =
            [this,
             gate = gate_,
             waiting = std::make_shared<std::atomic<std::size_t>>(0)](std::string frame) {
                // While output waits for its reader. What is not acknowledged is sent again.
                if (*waiting >= ecs::exec::DataChannel::kMaxWaiting && !is_last(frame)) return;
                ++*waiting;
                gate->post([this, waiting, frame = std::move(frame)] {
                    --*waiting;
                    on_frame(frame);
                });
            },
    };
    http_.open_websocket(
        options_.endpoint,
        std::move(request),
        kConnectPatience,
        std::move(callbacks),
        [this, gate = gate_](const Result<std::shared_ptr<net::WebSocket>>& socket) {
            gate->post([this, socket] { on_opened(socket); });
        }
    );
}

void SessionClient::on_opened(const Result<std::shared_ptr<net::WebSocket>>& socket) {
    if (!socket) return finish(socket.error().message);
    socket_ = *socket;
    socket_->send(wire::encode_json(Opening{
        .request_id = ids_.uuid(),
        .token = options_.token,
        .client_id = ids_.uuid(),
        .client_version = kVersion,
        .wishes = options_.wishes,
    }));
}

void SessionClient::on_frame(const std::string& frame) {
    if (over_) return;
    channel_.receive(frame, now());
    while (const auto message = channel_.next()) {
        on_message(*message);
        if (over_) return;
    }
    if (const auto& said = channel_.closed()) {
        settle();
        return finish(*said);
    }
    pump();
}

void SessionClient::on_message(const ecs::exec::DataChannel::Received& message) {
    switch (message.type) {
        case PayloadType::HandshakeRequest:
            channel_.send(PayloadType::HandshakeResponse, handshake_answer(), now());
            break;
        case PayloadType::HandshakeComplete:
            open_ = true;
            {
                const std::lock_guard lock(mutex_);
                shaken_hands_ = true;
            }
            room_.notify_all();
            break;
        case PayloadType::Output:
        case PayloadType::ErrorOutput:
            if (!events_.on_output(message.type == PayloadType::ErrorOutput, message.payload)) {
                finish("");
            }
            break;
        case PayloadType::ExitCode: exit_code_ = read_exit_code(message.payload); break;
        default: break;
    }
}

// ---- What goes out -------------------------------------------------------------------------

bool SessionClient::wait_open() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return closed_ || shaken_hands_; });
    return shaken_hands_;
}

bool SessionClient::write(const std::string& bytes) {
    {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return closed_ || input_.size() < kMaxInput; });
        if (closed_) return false;
        input_ += bytes;
    }
    loop_.post([this] { pump(); });
    return true;
}

void SessionClient::end_input() {
    {
        const std::lock_guard lock(mutex_);
        input_ends_ = true;
    }
    loop_.post([this] { pump(); });
}

void SessionClient::resize(int rows, int columns) {
    loop_.post([this, rows, columns] {
        size_ =
            R"({"cols":)" + std::to_string(columns) + R"(,"rows":)" + std::to_string(rows) + "}";
        pump();
    });
}

void SessionClient::pump() {
    if (over_ || !socket_) return;
    if (open_ && !size_.empty()) {
        channel_.send(PayloadType::Size, std::exchange(size_, {}), now());
    }
    while (open_ && channel_.room() > 0) {
        std::string piece;
        bool last = false;
        {
            const std::lock_guard lock(mutex_);
            piece = input_.substr(0, kInputPiece);
            input_.erase(0, piece.size());
            last = input_.empty() && std::exchange(input_ends_, input_ends_ && !input_.empty());
        }
        room_.notify_all();
        if (!piece.empty())
            channel_.send(PayloadType::Output, std::move(piece), now());
        else if (!last)
            break;
        // An empty flag: no more input. The stock plugin has none such.
        if (last) channel_.send(PayloadType::Flag, "", now());
    }
    settle();
}

void SessionClient::settle() {
    if (!socket_) return;
    for (std::string& frame : channel_.take_frames()) socket_->send_binary(std::move(frame));
    loop_.cancel(timer_);
    const auto due = channel_.next_tick();
    if (!due || over_) return;
    const auto wait = std::chrono::ceil<Duration>(*due - loop_.mono());
    timer_ = loop_.call_after(std::max(wait, Duration{1}), [this] {
        channel_.tick(now());
        pump();
    });
}

// ---- Its end -------------------------------------------------------------------------------

void SessionClient::finish(std::string words) {
    if (std::exchange(over_, true)) return;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    room_.notify_all();
    loop_.cancel(timer_);
    if (socket_) socket_->close(kNormal, "");
    end_.set_value({exit_code_, std::move(words)});
}

SessionClient::End SessionClient::wait() {
    return end_.get_future().get();
}

}  // namespace gantry::cmd
