#include "control/gantry_api.h"

#include <charconv>
#include <optional>

#include "control/history_text.h"
#include "control/printable_text.h"
#include "control/query_string.h"
#include "control/task_logs.h"
#include "wire/json_codec.h"

namespace gantry::control {

namespace {

constexpr std::size_t kDefaultLimit = 1'000;
constexpr std::size_t kMaxLimit = 10'000;

net::HttpResponse json(int status, std::string body) {
    net::HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    response.body += '\n';
    return response;
}

net::HttpResponse plain(std::string_view text) {
    net::HttpResponse response;
    response.status = 200;
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    response.body = printable(text);
    return response;
}

net::HttpResponse failure(const Error& error) {
    std::string body = R"({"message":)";
    wire::append_json_string(body, error.message);
    body += '}';
    switch (error.kind) {
        case ErrorKind::InvalidArgument: return json(400, std::move(body));
        case ErrorKind::NotFound: return json(404, std::move(body));
        case ErrorKind::Unavailable: return json(503, std::move(body));
        default: return json(500, std::move(body));
    }
}

/// Reads `format`: whether text is wanted rather than JSON.
Result<bool> wants_text(const std::string& format) {
    if (format == "text") return true;
    if (format.empty() || format == "json") return false;
    return invalid_argument("'format' must be json or text, but was '" + format + "'.");
}

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

void append_change(std::string& out, const core::RowChange& change) {
    out += R"({"table":)";
    wire::append_json_string(out, change.table);
    out += R"(,"key":)";
    wire::append_json_string(out, change.key);
    out += R"(,"row":)";
    out += change.row ? *change.row : "null";
    out += '}';
}

void append_record(std::string& out, const core::JournalRecord& record, const RowAddress* only) {
    out += R"({"sequence":)" + std::to_string(record.sequence) + R"(,"time":")" +
           format_iso8601(record.time) + R"(","cause":)";
    wire::append_json_string(out, record.cause);
    out += R"(,"changes":[)";
    bool first = true;
    for (const core::RowChange& change : record.changes) {
        if (only != nullptr && (change.table != only->table || change.key != only->key)) continue;
        if (!first) out += ',';
        first = false;
        append_change(out, change);
    }
    out += "]}";
}

net::HttpResponse records_page(core::Journal& journal, const std::string& target) {
    auto query = parse_query(target);
    const auto since = number("since", query["since"], 0);
    if (!since) return failure(since.error());
    const auto limit = number("limit", query["limit"], kDefaultLimit);
    if (!limit) return failure(limit.error());
    std::string body = R"({"records":[)";
    core::Sequence last = *since;
    const auto read = journal.read(
        *since,
        std::min<std::size_t>(*limit, kMaxLimit),
        [&](const core::JournalRecord& record) {
            if (body.back() == '}') body += ",\n";
            append_record(body, record, nullptr);
            last = record.sequence;
            return true;
        }
    );
    if (!read) return failure(read.error());
    body += R"(],"next":)" + std::to_string(last) + '}';
    return json(200, std::move(body));
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
    core::Journal& journal, const RowAddress& address, const std::string& arn
) {
    HistoryText history(address.table, address.key);
    const auto read =
        journal.history(address.table, address.key, [&](const core::JournalRecord& record) {
            history.add(record);
            return true;
        });
    if (!read) return failure(read.error());
    if (history.text().empty()) return failure(no_record(journal, arn));
    return plain(history.text());
}

net::HttpResponse history_page(core::Journal& journal, const std::string& target) {
    auto query = parse_query(target);
    const auto address = row_of(query["arn"]);
    if (!address) return failure(address.error());
    const auto text = wants_text(query["format"]);
    if (!text) return failure(text.error());
    if (*text) return history_as_text(journal, *address, query["arn"]);
    std::string body = R"({"records":[)";
    const auto read =
        journal.history(address->table, address->key, [&](const core::JournalRecord& record) {
            if (body.back() == '}') body += ",\n";
            append_record(body, record, &*address);
            return true;
        });
    if (!read) return failure(read.error());
    if (body.back() == '[') return failure(no_record(journal, query["arn"]));
    body += "]}";
    return json(200, std::move(body));
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

net::HttpResponse state_page(core::Journal& journal, const std::string& target) {
    auto query = parse_query(target);
    const auto at = read_moment(journal, query["at"]);
    if (!at) return failure(at.error());
    const auto loaded = journal.state_at(*at);
    if (!loaded) return failure(loaded.error());
    std::string body = R"({"sequence":)" + std::to_string(loaded->last_sequence) + R"(,"tables":{)";
    bool first_table = true;
    for (const auto& [table, rows] : loaded->rows) {
        if (!first_table) body += ',';
        first_table = false;
        wire::append_json_string(body, table);
        body += ":{";
        bool first_row = true;
        for (const auto& [key, row] : rows) {
            body += first_row ? "\n" : ",\n";
            first_row = false;
            wire::append_json_string(body, key);
            body += ':';
            body += row;
        }
        body += '}';
    }
    body += "}}";
    return json(200, std::move(body));
}

using JournalPage = net::HttpResponse (*)(core::Journal& journal, const std::string& target);

/// The pages made from the journal; null for other paths.
JournalPage journal_page(std::string_view path) {
    if (path == "/_gantry/journal") return &records_page;
    if (path == "/_gantry/history") return &history_page;
    if (path == "/_gantry/state") return &state_page;
    return nullptr;
}

}  // namespace

Result<RowAddress> row_of(std::string_view text) {
    const auto arn = ecs::Arn::parse(text);
    if (arn) {
        const std::string key = arn->scope.prefix() + arn->path;
        if (arn->type == "cluster") return RowAddress{"ecs.clusters", key};
        if (arn->type == "service") return RowAddress{"ecs.services", key};
        if (arn->type == "task") return RowAddress{"ecs.tasks", key};
        if (arn->type == "container-instance") return RowAddress{"ecs.container_instances", key};
        if (arn->type == "task-definition") {
            const auto colon = arn->path.rfind(':');
            std::int64_t revision = 0;
            if (colon != std::string::npos) {
                std::from_chars(
                    arn->path.data() + colon + 1, arn->path.data() + arn->path.size(), revision
                );
            }
            return RowAddress{
                "ecs.task_definitions",
                ecs::task_definition_key(arn->scope, arn->path.substr(0, colon), revision)
            };
        }
    }
    return invalid_argument(
        "'" + std::string(text) +
        "' is not the ARN of a cluster, service, task, task definition or container instance."
    );
}

void GantryApi::on_request(const net::HttpRequest& request, const net::Respond& respond) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    if (request.method != "GET") {
        respond(failure(invalid_argument("Gantry's own pages are read with GET.")));
    } else if (path == "/_gantry/health") {
        respond(health());
    } else if (const auto page = journal_page(path)) {
        reader_.post(
            [page, respond, target = request.target, &journal = control_.core().journal()] {
                respond(page(journal, target));
            }
        );
    } else if (path == "/_gantry/logs") {
        // Not before what it shows is durable.
        control_.core().after_durable([respond,
                                       page = logs(request.target)](const Result<void>& durable) {
            respond(durable ? page : failure(durable.error()));
        });
    } else {
        respond(failure(not_found(
            "No such page. There are /_gantry/health, /journal, /history, /state and /logs."
        )));
    }
}

net::HttpResponse GantryApi::health() {
    const core::Core& core = control_.core();
    std::string body = R"({"status":")";
    body += core.writable() ? "ok" : core.available() ? "read-only" : "store-unavailable";
    body += '"';
    if (core.read_only()) {
        body += R"(,"why":)";
        wire::append_json_string(body, core.read_only()->message);
    }
    if (const std::size_t ahead = control_.fleet().agents_that_know_more().size(); ahead > 0) {
        body +=
            R"(,"agentsThatKnowMore":)" + std::to_string(ahead) +
            R"(,"warning":"Agents are kept out that know a later state than the one that is here. )"
            R"(Put the newer data back, or start with --accept-loss.")";
    }
    body += R"(,"sequence":)" + std::to_string(core.durable()) + R"(,"agents":)" +
            std::to_string(control_.fleet().connected_agents()) + '}';
    return json(core.writable() ? 200 : 503, std::move(body));
}

net::HttpResponse GantryApi::logs(const std::string& target) {
    auto query = parse_query(target);
    const auto text = wants_text(query["format"]);
    if (!text) return failure(text.error());
    const auto address = row_of(query["task"]);
    if (!address || address->table != "ecs.tasks") {
        return failure(invalid_argument(
            "logs takes the ARN of a task (ecs list-tasks shows them), but was '" + query["task"] +
            "'."
        ));
    }
    const auto task = control_.tables().tasks.find(address->key);
    if (!task) return failure(not_found("No such task, or it was forgotten after its retention."));
    TaskLogs logs{.stopped = task->stopped(), .containers = {}};
    for (const ecs::TaskContainer& container : task->containers) {
        ContainerLog& log = logs.containers.emplace_back(container.name, container.runtime_id);
        const auto tail = control_.tables().log_tails.find(task->key() + "/" + container.name);
        if (tail) log.lines = tail->lines;
    }
    if (!query["container"].empty()) {
        if (auto known = logs.keep_only(query["container"]); !known) return failure(known.error());
    }
    return *text ? plain(logs.text()) : json(200, logs.json());
}

}  // namespace gantry::control
