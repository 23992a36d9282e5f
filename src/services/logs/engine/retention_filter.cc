#include "services/logs/engine/retention_filter.h"

#include "services/logs/engine/block.h"
#include "services/logs/engine/keys.h"

namespace gantry::logs {
namespace {

class RetentionFilter final : public rocksdb::CompactionFilter {
  public:
    explicit RetentionFilter(Retention::Cutoffs cutoffs) : cutoffs_(std::move(cutoffs)) {}

    bool Filter(
        int /*level*/,
        const rocksdb::Slice& key,
        const rocksdb::Slice& /*value*/,
        std::string* /*new_value*/,
        bool* /*value_changed*/
    ) const override {
        const auto name = parse_block_key({key.data(), key.size()});
        if (!name) return false;
        const auto cutoff = cutoffs_.find(name->group);
        if (cutoff == cutoffs_.end()) return false;
        return bucket_of(name->first_ms) + kBucketMs <= cutoff->second;
    }
    // Nobody reads what is expired, so it may go even where a snapshot still sees it.
    [[nodiscard]] bool IgnoreSnapshots() const override { return true; }
    [[nodiscard]] const char* Name() const override { return "gantry.logs.retention"; }

  private:
    Retention::Cutoffs cutoffs_;
};

}  // namespace

void Retention::set(const std::string& group, std::optional<Duration> kept) {
    const std::lock_guard lock(mutex_);
    if (kept) {
        kept_[group] = *kept;
    } else {
        kept_.erase(group);
    }
}

Retention::Cutoffs Retention::cutoffs(SysTime now) const {
    const std::lock_guard lock(mutex_);
    Cutoffs cutoffs;
    for (const auto& [group, kept] : kept_) cutoffs.emplace(group, epoch_ms(now - kept));
    return cutoffs;
}

std::unique_ptr<rocksdb::CompactionFilter> RetentionFilterFactory::CreateCompactionFilter(
    const rocksdb::CompactionFilter::Context& /*context*/
) {
    auto cutoffs = retention_.cutoffs(clock_.now());
    if (cutoffs.empty()) return nullptr;
    return std::make_unique<RetentionFilter>(std::move(cutoffs));
}

}  // namespace gantry::logs
