#include "net/relay.h"

#include <utility>

#include "net/relay_exchange.h"

namespace gantry::net {
namespace {

/// Brings the body of one request. Dropping it before its end breaks the request off.
class RelaySink final : public BodySink {
  public:
    explicit RelaySink(std::shared_ptr<RelayExchange> exchange) : exchange_(std::move(exchange)) {}
    ~RelaySink() override { exchange_->body().end(RelayBody::State::Broken); }
    RelaySink(const RelaySink&) = delete;
    RelaySink& operator=(const RelaySink&) = delete;

    bool on_begin(std::function<void()> resume) override {
        exchange_->body().begin(std::move(resume));
        return true;
    }
    bool on_bytes(std::string_view bytes) override { return exchange_->body().add(bytes); }
    void on_end(Result<void> how) override {
        exchange_->body().end(how ? RelayBody::State::Complete : RelayBody::State::Broken);
    }

  private:
    std::shared_ptr<RelayExchange> exchange_;
};

class RelayThread final : public Relays {
  public:
    RelayThread() : loop_("relay"), context_{.loop = loop_, .exchanges = {}} { link_->set(loop_); }
    ~RelayThread() override {
        loop_.post([this] { end_all(); });
        loop_.stop();
        link_->unset();
    }
    RelayThread(const RelayThread&) = delete;
    RelayThread& operator=(const RelayThread&) = delete;

    std::shared_ptr<BodySink> relay(
        const Endpoint& endpoint, HttpRequest head, Duration idle_timeout, Answered answered
    ) override {
        auto exchange = std::make_shared<RelayExchange>(
            context_, link_, endpoint, head, idle_timeout, std::move(answered)
        );
        loop_.post([exchange] { exchange->start(); });
        return std::make_shared<RelaySink>(std::move(exchange));
    }

  private:
    void end_all() {
        const auto exchanges = context_.exchanges;
        for (const auto& exchange : exchanges) {
            exchange->fail(unavailable("the relay is shutting down"));
        }
    }

    IoLoop loop_;
    RelayContext context_;
    std::shared_ptr<LoopLink> link_ = std::make_shared<LoopLink>();
};

}  // namespace

std::unique_ptr<Relays> make_relays() {
    return std::make_unique<RelayThread>();
}

}  // namespace gantry::net
