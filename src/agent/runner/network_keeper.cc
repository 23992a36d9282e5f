#include "agent/runner/network_keeper.h"

#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kFirstApplyRetry{250};
constexpr Duration kLastApplyRetry{10'000};

}  // namespace

NetworkKeeper::NetworkKeeper(
    Loop& loop,
    Random& random,
    network::NetworkDriver* driver,
    const InstanceIdentity& identity,
    std::function<void()> applied
)
    : loop_(loop),
      random_(random),
      driver_(driver),
      identity_(identity),
      applied_(std::move(applied)),
      backoff_(kFirstApplyRetry, kLastApplyRetry, 2.0),
      alive_(std::make_shared<bool>(true)) {}

NetworkKeeper::~NetworkKeeper() {
    loop_.cancel(timer_);
}

void NetworkKeeper::apply(api::acs::GantryNetworkMessage state, std::function<void()> done) {
    if (driver_ == nullptr) {
        log_warn("network_state_ignored", {{"why", "this machine has no task networking"}});
        return;
    }
    wanted_ = Wanted{next_number_++, std::move(state), std::move(done)};
    backoff_.reset();
    try_now();
}

void NetworkKeeper::try_now() {
    loop_.cancel(timer_);
    timer_ = 0;
    if (!wanted_) return;
    driver_->apply(
        identity_.container_instance_arn,
        wanted_->state,
        [this, number = wanted_->number, done = wanted_->done, alive = std::weak_ptr(alive_)](
            const Result<void>& how
        ) {
            if (!alive.expired()) on_answer(number, done, how);
        }
    );
}

void NetworkKeeper::on_answer(
    std::uint64_t number, const std::function<void()>& done, const Result<void>& how
) {
    const bool newest = wanted_ && wanted_->number == number;
    if (how) {
        if (newest) wanted_.reset();
        done();
        return applied_();
    }
    log_warn("network_state_not_applied", {{"why", how.error().message}});
    // One that the driver cannot mean is not the better for being repeated; the next one may be.
    if (!newest || how.error().kind == ErrorKind::InvalidArgument) return;
    timer_ = loop_.call_after(backoff_.next(random_), [this] { try_now(); });
}

}  // namespace gantry::agent
