#include "services/logs/engine/block_source.h"

#include <algorithm>
#include <vector>

#include "services/logs/engine/keys.h"

namespace gantry::logs {
namespace {

std::string_view view(const rocksdb::Slice& slice) {
    return {slice.data(), slice.size()};
}

rocksdb::Status damaged() {
    return rocksdb::Status::Corruption("a block of events cannot be read");
}

/// An iterator over the blocks of a stream.
class Place {
  public:
    explicit Place(const StreamRange& range)
        : upper_(after_prefix(range.prefix)), lower_(range.prefix) {
        upper_slice_ = upper_;
        lower_slice_ = lower_;
        rocksdb::ReadOptions options;
        options.snapshot = range.snapshot;
        options.iterate_upper_bound = &upper_slice_;
        options.iterate_lower_bound = &lower_slice_;
        iterator_.reset(range.db->NewIterator(options));
    }
    rocksdb::Iterator* operator->() { return iterator_.get(); }

  private:
    std::string upper_;
    std::string lower_;
    rocksdb::Slice upper_slice_;
    rocksdb::Slice lower_slice_;
    std::unique_ptr<rocksdb::Iterator> iterator_;
};

class ForwardSource final : public BlockSource {
  public:
    explicit ForwardSource(const StreamRange& range)
        : range_(range), key_(block_key(range.prefix, bucket_of(range.from_ms), 0)) {}

    std::optional<std::int64_t> bound() override {
        if (!begun_) {
            begun_ = true;
            find();
            if (!range_.stays_open) place_.reset();
        }
        return bound_;
    }

    bool take(Block& block) override {
        if (!place_) find();
        if (!bound_) return false;
        const auto name = parse_block_key(view((*place_)->key()));
        block.sequence = name->sequence;
        if (!decode_block(view((*place_)->value()), name->first_ms, block)) {
            bound_.reset();
            return fail(damaged());
        }
        (*place_)->Next();
        look();
        if (!range_.stays_open) place_.reset();
        return true;
    }

  private:
    void find() {
        place_ = std::make_unique<Place>(range_);
        (*place_)->Seek(key_);
        look();
    }
    /// What the block at the place is.
    void look() {
        bound_.reset();
        if (!(*place_)->Valid()) {
            if (!(*place_)->status().ok()) fail((*place_)->status());
            return;
        }
        const auto name = parse_block_key(view((*place_)->key()));
        if (!name) {
            fail(damaged());
            return;
        }
        if (name->first_ms < range_.to_ms) bound_ = name->first_ms;
        key_ = (*place_)->key().ToString();
    }

    const StreamRange& range_;
    std::string key_;  ///< of the next block
    std::unique_ptr<Place> place_;
    std::optional<std::int64_t> bound_;
    bool begun_ = false;
};

/// Goes through the minutes, the last one first; of each, through the blocks by their last event.
class BackwardSource final : public BlockSource {
  public:
    explicit BackwardSource(const StreamRange& range) : range_(range), place_(range) {}

    std::optional<std::int64_t> bound() override {
        if (!begun_) {
            begun_ = true;
            place_->SeekForPrev(block_key(range_.prefix, range_.to_ms - 1, ~std::uint64_t{0}));
        }
        while (bucket_.empty()) {
            if (!read_bucket()) return std::nullopt;
        }
        return bucket_.back().last_ms;
    }

    bool take(Block& block) override {
        const std::string key = std::move(bucket_.back().key);
        bucket_.pop_back();
        rocksdb::ReadOptions options;
        options.snapshot = range_.snapshot;
        rocksdb::PinnableSlice value;
        auto status = range_.db->Get(options, range_.db->DefaultColumnFamily(), key, &value);
        if (!status.ok()) return fail(std::move(status));
        const auto name = parse_block_key(key);
        block.sequence = name->sequence;
        return decode_block(view(value), name->first_ms, block) || fail(damaged());
    }

  private:
    struct Known {
        std::string key;
        std::int64_t last_ms = 0;
        std::uint64_t sequence = 0;
    };

    /// @return false: there is none before, or it failed
    bool read_bucket() {
        if (!status().ok()) return false;
        std::optional<std::int64_t> bucket;
        for (; place_->Valid(); place_->Prev()) {
            const auto name = parse_block_key(view(place_->key()));
            Known known{place_->key().ToString()};
            if (!name || !read_last_time(view(place_->value()), name->first_ms, known.last_ms)) {
                return fail(damaged());
            }
            const std::int64_t its_bucket = bucket_of(name->first_ms);
            if (its_bucket + kBucketMs <= range_.from_ms) break;
            if (bucket && *bucket != its_bucket) break;
            bucket = its_bucket;
            known.sequence = name->sequence;
            bucket_.push_back(std::move(known));
        }
        if (!place_->status().ok()) return fail(place_->status());
        std::ranges::sort(bucket_, [](const Known& a, const Known& b) {
            return std::pair(a.last_ms, a.sequence) < std::pair(b.last_ms, b.sequence);
        });
        return !bucket_.empty();
    }

    const StreamRange& range_;
    Place place_;
    std::vector<Known> bucket_;
    bool begun_ = false;
};

}  // namespace

std::unique_ptr<BlockSource> open_source(const StreamRange& range) {
    if (range.backward) return std::make_unique<BackwardSource>(range);
    return std::make_unique<ForwardSource>(range);
}

}  // namespace gantry::logs
