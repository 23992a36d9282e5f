#include "control/gantry_api.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "base/turn_watch.h"
#include "control/history_text.h"
#include "control/page_text.h"
#include "service/page_answer.h"
#include "service/query_string.h"
#include "wire/json_codec.h"

namespace gantry::control {

namespace {

using service::failure_page;
using service::json_page;
using service::text_page;
using service::wants_text;

constexpr std::size_t kDefaultLimit = 1'000;
constexpr std::size_t kMaxLimit = 10'000;

/// Reads a whole number; the given default when the text is empty.
Result<std::uint64_t> number(
    const std::string& name, const std::string& text, std::uint64_t otherwise
) {
    if (text.empty()) return otherwise;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return invalid_argument("'" + name + "' must be a whole number, but was '" + text + "'.");
    }
    return value;
}

net::HttpResponse records_page(
    core::Journal& journal, const service::Registry&, const std::string& target, Loop& loop
) {
    auto query = service::parse_query(target);
    const auto since = number("since", query["since"], 0);
    if (!since) return failure_page(since.error());
    const auto limit = number("limit", query["limit"], kDefaultLimit);
    if (!limit) return failure_page(limit.error());
    const auto text =
        std::make_shared<RecordsText>(journal, *since, std::min<std::size_t>(*limit, kMaxLimit));
    auto page = page_in_pieces(loop, [text] { return text->next(); });
    return page ? std::move(*page) : failure_page(page.error());
}

/// When the oldest record that is kept was written; nothing in an empty journal.
std::optional<SysTime> begin_of(core::Journal& journal) {
    std::optional<SysTime> begin;
    const auto read = journal.read(0, 1, [&](const core::JournalRecord& record) {
        begin = record.time;
        return false;
    });
    return read ? begin : std::nullopt;
}

Error no_record(core::Journal& journal, const std::string& arn) {
    std::string text = "No record of " + arn;
    if (const auto begin = begin_of(journal)) {
        text += "; the journal begins at " + format_iso8601(*begin);
    }
    return not_found(text + ".");
}

net::HttpResponse history_as_text(
    core::Journal& journal, const service::RowAddress& address, const std::string& arn
) {
    HistoryText history(address.table, address.key);
    const auto read =
        journal.history(address.table, address.key, [&](const core::JournalRecord& record) {
            history.add(record);
            return true;
        });
    if (!read) return failure_page(read.error());
    if (history.text().empty()) return failure_page(no_record(journal, arn));
    return text_page(history.text());
}

net::HttpResponse
history_page(core::Journal& journal, const service::Registry& services, const std::string& target, Loop&) {
    auto query = service::parse_query(target);
    const auto address = services.find_row(query["arn"]);
    if (!address) return failure_page(address.error());
    const auto text = wants_text(query["format"]);
    if (!text) return failure_page(text.error());
    if (*text) return history_as_text(journal, *address, query["arn"]);
    std::string body = R"({"records":[)";
    const auto read =
        journal.history(address->table, address->key, [&](const core::JournalRecord& record) {
            if (body.back() == '}') body += ",\n";
            append_record(body, record, address->table, address->key);
            return true;
        });
    if (!read) return failure_page(read.error());
    if (body.back() == '[') return failure_page(no_record(journal, query["arn"]));
    body += "]}";
    return json_page(200, std::move(body));
}

/// Reads `at`; left out: the newest state, whatever the clock says, for records made while it was
/// ahead carry times to come. Errors: no time, a time to come, or one before the journal begins.
Result<SysTime> read_moment(core::Journal& journal, const std::string& text) {
    const SysTime now = RealClock{}.now();
    SysTime at = now;
    if (text.empty()) return SysTime::max();
    if (!parse_iso8601(text, at)) {
        return invalid_argument(
            "'at' must be a time like 2026-03-01T12:00:00Z, but was '" + text + "'."
        );
    }
    if (at > now) {
        return invalid_argument(
            "'at' is in the future: " + text + ", and now it is " + format_iso8601(now) + "."
        );
    }
    if (const auto begin = begin_of(journal); begin && at < *begin) {
        return not_found("The journal begins at " + format_iso8601(*begin) + ".");
    }
    return at;
}

net::HttpResponse state_page(
    core::Journal& journal, const service::Registry&, const std::string& target, Loop& loop
) {
    auto query = service::parse_query(target);
    const auto at = read_moment(journal, query["at"]);
    if (!at) return failure_page(at.error());
    auto loaded = journal.state_at(*at);
    if (!loaded) return failure_page(loaded.error());
    const auto text = std::make_shared<StateText>(std::move(*loaded));
    auto page = page_in_pieces(loop, [text]() -> Result<std::string> { return text->next(); });
    return page ? std::move(*page) : failure_page(page.error());
}

/// @param loop where long pages are made, piece by piece
using JournalPage = net::HttpResponse (*)(
    core::Journal& journal, const service::Registry& services, const std::string& target, Loop& loop
);

/// How many rows there are of tables that this version does not know; nothing when there are none.
std::string unknown_tables(const core::StoredRows& rows) {
    if (rows.empty()) return {};
    std::string text;
    for (const auto& [table, of_table] : rows) {
        text += text.empty() ? R"(,"unknownTables":{)" : ",";
        wire::append_json_string(text, table);
        text += ':' + std::to_string(of_table.size());
    }
    return text + '}';
}

/// "gantry:GetIamExplain" of "/_gantry/iam/explain".
std::string page_action(std::string_view path) {
    constexpr std::string_view kStart = "/_gantry/";
    std::string action = "gantry:Get";
    bool begins = true;
    for (const char c : path.substr(std::min(path.size(), kStart.size()))) {
        const bool letter = c >= 'a' && c <= 'z';
        if (c != '/' && c != '-') action += begins && letter ? static_cast<char>(c - 'a' + 'A') : c;
        begins = c == '/' || c == '-';
    }
    return action;
}

struct PageOfJournal {
    std::string_view path;
    JournalPage make;
};
constexpr PageOfJournal kJournalPages[] = {
    {"/_gantry/journal", &records_page},
    {"/_gantry/history", &history_page},
    {"/_gantry/state", &state_page},
};

/// The pages made from the journal; null for other paths.
JournalPage journal_page(std::string_view path) {
    const auto* const found = std::ranges::find(kJournalPages, path, &PageOfJournal::path);
    return found == std::end(kJournalPages) ? nullptr : found->make;
}

}  // namespace

GantryApi::GantryApi(ControlCore& control, const Metrics& metrics, std::string authority)
    : control_(control), metrics_(metrics), authority_(std::move(authority)), reader_("pages") {
    for (const auto& entry : control.services().entries()) {
        for (auto& page : entry.instance->pages()) pages_.push_back(std::move(page));
    }
}

void GantryApi::on_request(
    const aws::Caller& caller, const net::HttpRequest& request, const net::Respond& respond
) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    const TurnPart part(path);
    const service::Page* const own = find_page(path);
    const bool acts = own != nullptr && !own->action.empty();
    if (request.method != (acts ? "POST" : "GET")) {
        return respond(failure_page(invalid_argument(
            acts ? path + " does something: it takes POST."
                 : "Gantry's own pages are read with GET."
        )));
    }
    if (path == "/_gantry/health") return respond(health());
    if (path == "/_gantry/ca") return respond(authority_page());
    const bool measures = path == "/_gantry/metrics";
    const JournalPage of_journal = journal_page(path);
    if (!measures && of_journal == nullptr && own == nullptr) {
        return respond(failure_page(not_found("No such page. There are " + known_pages() + ".")));
    }
    std::string_view about = path == "/_gantry/history" ? "arn" : "";
    if (own != nullptr) about = own->about;
    const std::string action = acts ? std::string(own->action) : page_action(path);
    if (const auto may = authorize(caller, action, about, request.target); !may) {
        return respond(failure_page(may.error()));
    }
    if (measures) return answer_metrics(respond);
    if (own != nullptr) {
        // Not before what it shows is durable.
        control_.core().after_durable([respond,
                                       page = own->make(request)](const Result<void>& durable) {
            respond(durable ? page : failure_page(durable.error()));
        });
        return;
    }
    // What is applied is shown, once it can be read from the journal.
    control_.core().after_durable(
        [this, of_journal, respond, target = request.target](const Result<void>&) {
            reader_.post([this,
                          of_journal,
                          respond,
                          target,
                          &journal = control_.core().journal(),
                          &services = control_.services()] {
                respond(of_journal(journal, services, target, reader_));
            });
        }
    );
}

Result<void> GantryApi::authorize(
    const aws::Caller& caller,
    const std::string& action,
    std::string_view about,
    const std::string& target
) {
    const SysTime now = control_.core().loop().now();
    if (auto good = control_.services().check_session(caller, now); !good) return good;
    service::Authorizer* const authorizer = control_.services().authorizer();
    if (authorizer == nullptr) return {};
    service::Access access;
    access.action = action;
    if (!about.empty()) {
        const auto query = service::parse_query(target);
        const auto found = query.find(std::string(about));
        if (found != query.end() && found->second.starts_with("arn:")) {
            access.resources.push_back({found->second});
        }
    }
    return authorizer->authorize(caller, access, now);
}

void GantryApi::answer_metrics(const net::Respond& respond) {
    auto page = std::make_shared<service::MetricsText>();
    metrics_.write_core(*page, control_);
    reader_.post([this,
                  respond,
                  page,
                  newest = control_.core().durable(),
                  &journal = control_.core().journal()] {
        metrics_.write_rest(*page, journal, newest);
        net::HttpResponse response;
        response.headers.add("Content-Type", service::MetricsText::kContentType);
        response.body = page->text();
        respond(std::move(response));
    });
}

net::HttpResponse GantryApi::authority_page() const {
    if (!authority_.empty()) return text_page(authority_);
    return failure_page(
        not_found("This Gantry has no authority of its own: it speaks plain HTTP, or shows a "
                  "certificate that it was given.")
    );
}

const service::Page* GantryApi::find_page(std::string_view path) const {
    const auto found = std::ranges::find(pages_, path, &service::Page::path);
    return found == pages_.end() ? nullptr : &*found;
}

std::string GantryApi::known_pages() const {
    std::string known = "/_gantry/health, /_gantry/ca, /_gantry/metrics";
    for (const PageOfJournal& page : kJournalPages) known.append(", ").append(page.path);
    for (const service::Page& page : pages_) known.append(", ").append(page.path);
    return known;
}

net::HttpResponse GantryApi::health() {
    const core::Core& core = control_.core();
    std::string body = R"({"status":")";
    body += core.writable()    ? "ok"
            : core.closed()    ? "closed"
            : core.available() ? "read-only"
                               : "store-unavailable";
    body += '"';
    if (core.read_only()) {
        body += R"(,"why":)";
        wire::append_json_string(body, core.read_only()->message);
    }
    body += R"(,"sequence":)" + std::to_string(core.durable());
    body += unknown_tables(core.unknown_rows());
    for (const auto& entry : control_.services().entries()) {
        const std::string own = entry.instance->health();
        if (!own.empty()) body.append(",").append(own);
    }
    body += '}';
    return json_page(core.writable() ? 200 : 503, std::move(body));
}

}  // namespace gantry::control
