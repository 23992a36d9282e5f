#include "net/tcp_relay.h"

#include <array>
#include <set>
#include <utility>

#include "base/log.h"
#include "base/log_burst.h"
#include "net/io_loop.h"

namespace gantry::net {
namespace {

constexpr std::size_t kRelayedBytes = 16U << 10U;
constexpr Duration kRefusedTold{10'000};

/// Both directions of one connection. Owned by what it waits for, and by the relay.
class Carried : public std::enable_shared_from_this<Carried> {
  public:
    Carried(IoLoop& loop, std::shared_ptr<Stream> client, std::function<void(Carried*)> ended)
        : loop_(loop), client_(std::move(client)), ended_(std::move(ended)) {}

    void connect(const Endpoint& to) {
        touch();
        connecting_ = loop_.connect(
            to,
            nullptr,
            [weak = weak_from_this()](Result<std::shared_ptr<Stream>> server) {
                const auto self = weak.lock();
                if (!self || self->over_) return;
                self->connecting_.reset();
                if (!server) return self->end();
                self->server_ = std::move(*server);
                self->begin();
            }
        );
    }

    void end() {
        if (std::exchange(over_, true)) return;
        if (connecting_) connecting_->cancel();
        client_->close();
        if (server_) server_->close();
        ended_(this);
    }

    [[nodiscard]] MonoTime last() const { return last_; }

  private:
    /// What comes from one side, written to the other, then read again.
    class Way final : public StreamUser {
      public:
        Way(Carried& whole, std::shared_ptr<Stream> from, std::shared_ptr<Stream> to)
            : whole_(whole.shared_from_this()), from_(std::move(from)), to_(std::move(to)) {}

        static void read(const std::shared_ptr<Way>& self) {
            self->self_ = self;
            self->from_->read(self->piece_, self);
        }

        void on_read(ErrorCode error, std::size_t bytes) override {
            if (whole_->over_) return;
            if (error) return whole_->end();
            whole_->touch();
            if (bytes == 0) {
                to_->shutdown_send();
                return whole_->way_ended();
            }
            left_ = std::string_view(piece_.data(), bytes);
            write();
        }

        void on_written(ErrorCode error, std::size_t bytes) override {
            if (whole_->over_) return;
            if (error) return whole_->end();
            whole_->touch();
            left_.remove_prefix(bytes);
            if (!left_.empty()) return write();
            if (const auto self = self_.lock()) read(self);
        }

      private:
        void write() {
            const std::array<std::string_view, 1> pieces{left_};
            to_->write(pieces, self_.lock());
        }

        std::shared_ptr<Carried> whole_;
        std::shared_ptr<Stream> from_;
        std::shared_ptr<Stream> to_;
        std::weak_ptr<Way> self_;
        std::array<char, kRelayedBytes> piece_{};
        std::string_view left_;
    };

    void begin() {
        touch();
        Way::read(std::make_shared<Way>(*this, client_, server_));
        Way::read(std::make_shared<Way>(*this, server_, client_));
    }

    void way_ended() {
        if (++ways_ended_ == 2) end();
    }

    void touch() { last_ = loop_.mono(); }

    IoLoop& loop_;
    std::shared_ptr<Stream> client_;
    std::shared_ptr<Stream> server_;
    std::shared_ptr<Connecting> connecting_;
    std::function<void(Carried*)> ended_;
    MonoTime last_;
    int ways_ended_ = 0;
    bool over_ = false;
};

class Relay final : public TcpRelay {
  public:
    explicit Relay(TcpRelayOptions options) : options_(std::move(options)) {
        loop_.post([this] { sweep(); });
    }
    ~Relay() override { loop_.stop(); }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    Result<void> listen(const std::string& address, std::uint16_t port) override {
        auto listener = loop_.listen(address, port, nullptr, [this](auto stream, std::string) {
            carry(std::move(stream));
        });
        if (!listener) return listener.error();
        listener_ = std::move(*listener);
        return {};
    }

    void adopt(int descriptor) override {
        loop_.post([this, descriptor] {
            auto stream = loop_.adopt(descriptor);
            if (stream) carry(std::move(*stream));
        });
    }

    [[nodiscard]] std::uint16_t port() const override { return listener_ ? listener_->port() : 0; }

  private:
    void carry(std::shared_ptr<Stream> client) {
        if (carried_.size() >= options_.max_connections) {
            if (const auto count = refused_.add(loop_.mono())) {
                log_warn("api_relay_full", {{"refused", *count}, {"max", carried_.size()}});
            }
            return client->close();
        }
        auto one = std::make_shared<Carried>(loop_, std::move(client), [this](Carried* ended) {
            std::erase_if(carried_, [&](const auto& each) { return each.get() == ended; });
        });
        carried_.insert(one);
        one->connect(options_.to);
    }

    void sweep() {
        const MonoTime now = loop_.mono();
        const std::vector<std::shared_ptr<Carried>> all(carried_.begin(), carried_.end());
        for (const auto& one : all) {
            if (now - one->last() >= options_.idle_timeout) one->end();
        }
        loop_.call_after(options_.idle_timeout / 4, [this] { sweep(); });
    }

    const TcpRelayOptions options_;
    IoLoop loop_{"api-relay"};                    ///< outlives what was made with it
    std::set<std::shared_ptr<Carried>> carried_;  ///< touched on the loop only
    LogBurst refused_{kRefusedTold};
    std::unique_ptr<Listener> listener_;
};

}  // namespace

std::unique_ptr<TcpRelay> make_tcp_relay(const TcpRelayOptions& options) {
    return std::make_unique<Relay>(options);
}

}  // namespace gantry::net
