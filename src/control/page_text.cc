#include "control/page_text.h"

#include <utility>

#include "wire/json_codec.h"

namespace gantry::control {

namespace {

void append_row_change(std::string& out, const core::RowChange& change) {
    out += R"({"table":)";
    wire::append_json_string(out, change.table);
    out += R"(,"key":)";
    wire::append_json_string(out, change.key);
    out += R"(,"row":)";
    out += change.row ? *change.row : "null";
    out += '}';
}

}  // namespace

void append_record(
    std::string& out,
    const core::JournalRecord& record,
    std::string_view table,
    std::string_view key
) {
    out += R"({"sequence":)" + std::to_string(record.sequence) + R"(,"time":")" +
           format_iso8601(record.time) + R"(","cause":)";
    wire::append_json_string(out, record.cause);
    out += R"(,"changes":[)";
    bool first = true;
    for (const core::RowChange& change : record.changes) {
        if (!table.empty() && (change.table != table || change.key != key)) continue;
        if (!first) out += ',';
        first = false;
        append_row_change(out, change);
    }
    out += "]}";
}

std::string StateText::next() {
    std::string out;
    if (done_) return out;
    if (!std::exchange(begun_, true)) {
        out = R"({"sequence":)" + std::to_string(state_.last_sequence) + R"(,"tables":{)";
    }
    while (!state_.rows.empty()) {
        if (out.size() >= kPagePieceBytes) return out;
        append_row(out);
    }
    if (out.size() >= kPagePieceBytes) return out;
    out += "}}\n";
    done_ = true;
    return out;
}

/// Writes the first row there is, and what stands around it.
void StateText::append_row(std::string& out) {
    const auto table = state_.rows.begin();
    auto& rows = table->second;
    if (!std::exchange(in_table_, true)) {
        wire::append_json_string(out, table->first);
        out += ":{";
    }
    if (!rows.empty()) {
        const auto row = rows.begin();
        out += '\n';
        wire::append_json_string(out, row->first);
        out += ':';
        out += row->second;
        rows.erase(row);
        if (!rows.empty()) {
            out += ',';
            return;
        }
    }
    state_.rows.erase(table);
    in_table_ = false;
    out += state_.rows.empty() ? "}" : "},";
}

Result<std::string> RecordsText::next() {
    std::string out;
    if (done_) return out;
    if (!std::exchange(begun_, true)) out = R"({"records":[)";
    bool full = false;
    const auto read = journal_.read(last_, left_, [&](const core::JournalRecord& record) {
        if (std::exchange(any_, true)) out += ",\n";
        append_record(out, record);
        last_ = record.sequence;
        --left_;
        full = out.size() >= kPagePieceBytes;
        return !full;
    });
    if (!read) return read.error();
    if (full) return out;
    out += R"(],"next":)" + std::to_string(last_) + "}\n";
    done_ = true;
    return out;
}

Result<net::HttpResponse> page_in_pieces(Loop& loop, net::NextPiece next) {
    Result<std::string> first = next();
    if (!first) return first.error();
    net::HttpResponse response;
    response.headers.add("Content-Type", "application/json");
    if (first->size() < kPagePieceBytes) {
        response.body = std::move(*first);
        return response;
    }
    response.stream = net::pump_pieces(
        loop,
        [first = std::move(*first), next = std::move(next)]() mutable -> Result<std::string> {
            return first.empty() ? next() : std::exchange(first, std::string());
        }
    );
    return response;
}

}  // namespace gantry::control
