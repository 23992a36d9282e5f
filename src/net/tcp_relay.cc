#include "net/tcp_relay.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/log.h"
#include "base/log_burst.h"
#include "net/io_loop.h"
#include "net/text.h"

namespace gantry::net {
namespace {

constexpr std::size_t kRelayedBytes = 16U << 10U;
constexpr Duration kRefusedTold{10'000};

/// Both directions of one connection. Owned by what it waits for, and by the relay.
class Carried : public std::enable_shared_from_this<Carried> {
  public:
    Carried(
        IoLoop& loop,
        std::shared_ptr<Stream> client,
        std::string peer,
        std::function<void(Carried*)> ended
    )
        : loop_(loop),
          client_(std::move(client)),
          peer_(std::move(peer)),
          ended_(std::move(ended)) {}

    /// To the first that answers.
    void connect(std::vector<Endpoint> to, Duration patience) {
        touch();
        to_ = std::move(to);
        patience_ = patience;
        try_next();
    }

    void end() {
        if (std::exchange(over_, true)) return;
        loop_.cancel(timer_);
        if (connecting_) connecting_->cancel();
        client_->close();
        if (server_) server_->close();
        ended_(this);
    }

    void sweep(const TcpRelayOptions& options) {
        const Duration limit = ways_ended_ > 0 ? options.half_idle_timeout : options.idle_timeout;
        if (loop_.mono() - last_ >= limit) end();
    }

    [[nodiscard]] const std::string& peer() const { return peer_; }

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

    void try_next() {
        if (tried_ == to_.size()) return end();
        timer_ = loop_.call_after(patience_, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->over_) return;
            self->connecting_->cancel();
            self->try_next();
        });
        connecting_ = loop_.connect(
            to_[tried_++],
            nullptr,
            [weak = weak_from_this()](Result<std::shared_ptr<Stream>> server) {
                const auto self = weak.lock();
                if (!self || self->over_) return;
                self->loop_.cancel(self->timer_);
                self->connecting_.reset();
                if (!server) return self->try_next();
                self->server_ = std::move(*server);
                self->begin();
            }
        );
    }

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
    const std::string peer_;
    std::function<void(Carried*)> ended_;
    std::vector<Endpoint> to_;
    std::size_t tried_ = 0;
    Duration patience_{0};
    TimerId timer_ = 0;
    std::shared_ptr<Connecting> connecting_;
    std::shared_ptr<Stream> server_;
    MonoTime last_;
    int ways_ended_ = 0;
    bool over_ = false;
};

class Relay final : public TcpRelay {
  public:
    explicit Relay(TcpRelayOptions options)
        : options_(std::move(options)), to_(options_.to), loop_(options_.name) {
        loop_.post([this] { sweep(); });
    }
    ~Relay() override { loop_.stop(); }
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    Result<void> listen(const std::string& address, std::uint16_t port) override {
        auto listener =
            loop_.listen(address, port, nullptr, [this](auto stream, const std::string& peer) {
                carry(std::move(stream), peer);
            });
        if (!listener) return listener.error();
        listener_ = std::move(*listener);
        return {};
    }

    void adopt(int descriptor, std::string peer) override {
        loop_.post([this, descriptor, peer = std::move(peer)] {
            auto stream = loop_.adopt(descriptor);
            if (stream) carry(std::move(*stream), peer);
        });
    }

    void set_to(std::vector<Endpoint> to) override {
        loop_.post([this, to = std::move(to)] { to_ = to; });
    }

    [[nodiscard]] std::uint16_t port() const override { return listener_ ? listener_->port() : 0; }

  private:
    void carry(std::shared_ptr<Stream> client, std::string_view peer) {
        std::string address(address_in(peer));
        if (carried_.size() >= options_.max_connections || has_enough(address)) {
            if (const auto count = refused_.add(loop_.mono())) tell_refused(*count);
            return client->close();
        }
        auto one = std::make_shared<Carried>(
            loop_,
            std::move(client),
            std::move(address),
            [this](Carried* ended) {
                std::erase_if(carried_, [&](const auto& each) { return each.get() == ended; });
            }
        );
        carried_.insert(one);
        one->connect(to_, options_.connect_patience);
    }

    [[nodiscard]] bool has_enough(const std::string& address) const {
        const auto count = std::ranges::count_if(carried_, [&](const auto& each) {
            return each->peer() == address;
        });
        return static_cast<std::size_t>(count) >= options_.max_connections_of_peer;
    }

    void tell_refused(std::uint64_t count) const {
        log_warn(
            "connections_refused",
            {{"by", options_.name},
             {"count", count},
             {"max_connections", options_.max_connections},
             {"max_connections_of_peer", options_.max_connections_of_peer}}
        );
    }

    void sweep() {
        const std::vector<std::shared_ptr<Carried>> all(carried_.begin(), carried_.end());
        for (const auto& one : all) one->sweep(options_);
        const Duration shortest = std::min(options_.idle_timeout, options_.half_idle_timeout);
        loop_.call_after(shortest / 4, [this] { sweep(); });
    }

    const TcpRelayOptions options_;
    std::vector<Endpoint> to_;  ///< touched on the loop only, as `carried_`
    IoLoop loop_;               ///< outlives what was made with it
    std::set<std::shared_ptr<Carried>> carried_;
    LogBurst refused_{kRefusedTold};
    std::unique_ptr<Listener> listener_;
};

}  // namespace

std::unique_ptr<TcpRelay> make_tcp_relay(const TcpRelayOptions& options) {
    return std::make_unique<Relay>(options);
}

}  // namespace gantry::net
