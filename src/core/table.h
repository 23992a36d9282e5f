#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace gantry::core {

/// A row without its type: what transactions, the feed and the journal carry.
using AnyRow = std::shared_ptr<const void>;

/// The part of a table that needs no row type. Only Core changes tables.
class TableBase {
  public:
    virtual ~TableBase() = default;
    TableBase(const TableBase&) = delete;
    TableBase& operator=(const TableBase&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] virtual std::size_t size() const = 0;

    [[nodiscard]] virtual AnyRow find_any(std::string_view key) const = 0;
    [[nodiscard]] virtual std::string encode(const AnyRow& row) const = 0;
    /// Errors: InvalidArgument naming table and what is wrong with the text.
    [[nodiscard]] virtual Result<AnyRow> decode(std::string_view text) const = 0;
    /// Whether a row is what another one is already, as far as the row type can tell cheaply: the
    /// same object, or equal by `==` where rows have one. Null equals null only.
    [[nodiscard]] virtual bool same(const AnyRow& a, const AnyRow& b) const = 0;
    virtual void visit_all(const std::function<void(const std::string& key, const AnyRow&)>& visit
    ) const = 0;

  protected:
    explicit TableBase(std::string name) : name_(std::move(name)) {}

  private:
    friend class Core;
    virtual void apply(const std::string& key, AnyRow row) = 0;  ///< null erases
    virtual void clear() = 0;

    std::string name_;
};

/// Turns rows into the journal's text and back. Encoding the same row twice gives the same text.
template <class Row>
struct RowCodec {
    std::string (*encode)(const Row& row);
    Result<Row> (*decode)(std::string_view text);
};

/// Rows of one type, ordered by key, with secondary indexes. Keys are '/'-separated paths,
/// outermost owner first ("account/region/cluster/id"), so that a prefix is an owner's range.
///
/// Rows are immutable: a change replaces the whole row. References and pointers returned stay valid
/// until the core's next commit; hold a Ptr to keep a row longer. Core thread only.
template <class Row>
class Table final : public TableBase {
  public:
    using Ptr = std::shared_ptr<const Row>;
    using Rows = std::map<std::string, Ptr, std::less<>>;

    /// Rows by something other than their key: index text → keys in order.
    class Index {
      public:
        /// Keys of the rows whose index text is `value`; an empty set when there are none.
        [[nodiscard]] const std::set<std::string, std::less<>>& keys(std::string_view value) const {
            static const std::set<std::string, std::less<>> kNone;
            const auto found = keys_.find(value);
            return found == keys_.end() ? kNone : found->second;
        }

      private:
        friend class Table;
        using Extract =
            std::function<std::optional<std::string>(const std::string& key, const Row&)>;
        explicit Index(Extract extract) : extract_(std::move(extract)) {}

        /// Most changes of a row leave it where it is. Null: it was not there, or is not any more.
        void move(const std::string& key, const Row* from, const Row* to) {
            const auto before = value_of(key, from);
            const auto after = value_of(key, to);
            if (before == after) return;
            if (before) {
                const auto found = keys_.find(*before);
                found->second.erase(key);
                if (found->second.empty()) keys_.erase(found);
            }
            if (after) keys_[*after].insert(key);
        }
        std::optional<std::string> value_of(const std::string& key, const Row* row) const {
            return row == nullptr ? std::nullopt : extract_(key, *row);
        }

        Extract extract_;
        std::map<std::string, std::set<std::string, std::less<>>, std::less<>> keys_;
    };

    Table(std::string name, RowCodec<Row> codec) : TableBase(std::move(name)), codec_(codec) {}

    /// Adds an index; only while the table is empty. The reference lives as long as the table.
    const Index& add_index(typename Index::Extract extract) {
        indexes_.push_back(std::unique_ptr<Index>(new Index(std::move(extract))));
        return *indexes_.back();
    }

    [[nodiscard]] Ptr find(std::string_view key) const {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? nullptr : found->second->second;
    }

    [[nodiscard]] const Rows& rows() const { return rows_; }
    [[nodiscard]] std::size_t size() const override { return rows_.size(); }

    /// The rows whose key starts with `prefix` (end prefixes with '/'), in key order.
    [[nodiscard]] auto with_prefix(std::string_view prefix) const {
        const auto first = rows_.lower_bound(prefix);
        auto last = rows_.end();
        if (!prefix.empty()) {
            std::string after(prefix);
            ++after.back();
            last = rows_.lower_bound(after);
        }
        return std::ranges::subrange(first, last);
    }

    [[nodiscard]] AnyRow find_any(std::string_view key) const override { return find(key); }
    [[nodiscard]] std::string encode(const AnyRow& row) const override {
        return codec_.encode(*static_cast<const Row*>(row.get()));
    }
    [[nodiscard]] Result<AnyRow> decode(std::string_view text) const override {
        Result<Row> row = codec_.decode(text);
        if (!row) return row.error();
        return AnyRow(std::make_shared<const Row>(std::move(*row)));
    }
    [[nodiscard]] bool same(const AnyRow& a, const AnyRow& b) const override {
        if (a == b || !a || !b) return a == b;
        if constexpr (std::equality_comparable<Row>) {
            return *static_cast<const Row*>(a.get()) == *static_cast<const Row*>(b.get());
        } else {
            return false;
        }
    }
    void visit_all(const std::function<void(const std::string&, const AnyRow&)>& visit
    ) const override {
        for (const auto& [key, row] : rows_) visit(key, row);
    }

  private:
    void apply(const std::string& key, AnyRow row) override {
        const auto found = by_key_.find(key);
        const bool exists = found != by_key_.end();
        Ptr typed = std::static_pointer_cast<const Row>(std::move(row));
        const Row* before = exists ? found->second->second.get() : nullptr;
        for (const auto& index : indexes_) index->move(key, before, typed.get());
        if (exists && typed) {
            found->second->second = std::move(typed);
        } else if (exists) {
            const auto gone = found->second;
            by_key_.erase(found);
            rows_.erase(gone);
        } else if (typed) {
            const auto added = rows_.emplace(key, std::move(typed)).first;
            by_key_.emplace(added->first, added);
        }
    }
    void clear() override {
        by_key_.clear();
        rows_.clear();
        for (const auto& index : indexes_) index->keys_.clear();
    }

    RowCodec<Row> codec_;
    Rows rows_;
    /// The same rows: in their order they are found by a dozen comparisons of keys that begin
    /// alike.
    std::unordered_map<std::string_view, typename Rows::iterator> by_key_;
    std::vector<std::unique_ptr<Index>> indexes_;
};

}  // namespace gantry::core
