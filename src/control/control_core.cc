#include "control/control_core.h"

#include "base/log.h"

namespace gantry::control {

namespace {

constexpr Duration kTrimInterval = minutes{10};

}  // namespace

ControlCore::ControlCore(
    Loop& loop,
    core::Journal& journal,
    IdSource ids,
    ControlCoreOptions options,
    std::span<const service::Service* const> services
)
    : loop_(loop),
      ids_(ids),
      options_(std::move(options)),
      registry_(
          services,
          {
              .loop = loop_,
              .services = registry_,
              .core = core_,
              .ids = ids_,
              .keys = keys_,
              .settings = options_.settings,
              .options = options_.services,
          }
      ),
      dispatcher_(
          core_,
          registry_,
          ids_,
          options_.settings,
          options_.workers != nullptr ? *options_.workers : loop
      ) {
    core_ = std::make_unique<core::Core>(loop, journal, registry_.tables());
}

ControlCore::~ControlCore() {
    stop();
}

Result<void> ControlCore::start() {
    if (auto opened = core_->open(); !opened) return opened.error();
    std::vector<core::Controller*> controllers;
    for (const auto& entry : registry_.entries()) {
        const auto own = entry.instance->controllers();
        controllers.insert(controllers.end(), own.begin(), own.end());
    }
    runner_ = std::make_unique<core::ControllerRunner>(*core_, std::move(controllers));
    for (const auto& entry : registry_.entries()) entry.instance->start();
    runner_->start();
    trim_timer_ = loop_.call_after(kTrimInterval, [this] { trim_journal(); });
    return {};
}

void ControlCore::stop() {
    alive_.reset();
    loop_.cancel(trim_timer_);
    if (runner_) runner_->stop();
    for (const auto& entry : registry_.entries()) entry.instance->stop();
}

void ControlCore::trim_journal() {
    const SysTime before = loop_.now() - options_.journal_retention;
    core_->journal().trim(
        before,
        [this, alive = std::weak_ptr(alive_)](const Result<std::size_t>& trimmed) {
            if (alive.expired()) return;
            if (!trimmed) {
                log_warn("journal_not_trimmed", {{"why", trimmed.error().message}});
            } else if (*trimmed > 0) {
                log_info("journal_trimmed", {{"records", *trimmed}});
            }
            trim_timer_ = loop_.call_after(kTrimInterval, [this] { trim_journal(); });
        }
    );
}

}  // namespace gantry::control
