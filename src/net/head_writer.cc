#include "net/head_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "net/text.h"
#include "net/websocket_handshake.h"

namespace gantry::net {
namespace {

struct Phrase {
    int status;
    std::string_view text;
};

constexpr Phrase kPhrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

void append_number(std::string& out, std::size_t number) {
    const fmt::format_int text{number};
    out.append(text.data(), text.size());
}

/// Appends `text` so that it cannot end its line.
void append_on_one_line(std::string& out, std::string_view text) {
    const std::size_t begin = out.size();
    out.append(text);
    std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), is_control, ' ');
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    append_on_one_line(out, name);
    out.append(": ");
    append_on_one_line(out, value);
    out.append("\r\n");
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [name](std::string_view other) {
        return equals_ignoring_case(name, other);
    });
}

/// The field a handler may not set on its own.
bool is_ours(std::string_view name) {
    return is_one_of(name, {"content-length", "connection", "date", "transfer-encoding"});
}

void append_status_line(std::string& out, int status) {
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(std::clamp(status, 100, 999)));
    out.push_back(' ');
    out.append(reason_phrase(status));
    out.append("\r\n");
}

void append_content_length(
    std::string& out, const HttpResponse& response, const AnswerContext& context
) {
    if (response.status < 200 || response.status == 204) return;
    if (response.stream.begin) {
        if (response.stream.length) {
            out.append("Content-Length: ");
            append_number(out, *response.stream.length);
            out.append("\r\n");
        } else if (context.http11) {
            out.append("Transfer-Encoding: chunked\r\n");
        }
        return;
    }
    const std::string* announced =
        context.head_request ? response.headers.find("content-length") : nullptr;
    if (announced != nullptr && response.body.empty()) {
        append_field(out, "Content-Length", *announced);
        return;
    }
    if (response.status == 304 && response.body.empty()) return;
    out.append("Content-Length: ");
    append_number(out, response.body.size());
    out.append("\r\n");
}

/// The value of Host: the port is left out where it is the scheme's own.
std::string host_of(const Endpoint& endpoint) {
    if (!endpoint.unix_path.empty()) return "localhost";
    const bool v6 = endpoint.host.find(':') != std::string::npos;
    std::string host = v6 ? "[" + endpoint.host + "]" : endpoint.host;
    if (endpoint.port == (endpoint.tls ? 443 : 80)) return host;
    return fmt::format("{}:{}", host, endpoint.port);
}

bool may_have_body(std::string_view method) {
    return is_one_of(method, {"POST", "PUT", "PATCH"});
}

void append_length(std::string& out, std::uint64_t bytes) {
    out.append("Content-Length: ");
    append_number(out, bytes);
    out.append("\r\n");
}

/// Everything but how long the body is, and the end.
Result<void> append_request_start(
    std::string& out, const Endpoint& endpoint, const HttpRequest& request
) {
    const std::string_view target =
        request.target.empty() ? std::string_view{"/"} : std::string_view{request.target};
    const auto unfit = [](char c) { return c == ' ' || c == '\t' || is_control(c); };
    if (!is_token(request.method) || std::any_of(target.begin(), target.end(), unfit)) {
        return invalid_argument(
            fmt::format("\"{} {}\" is not a request line", request.method, target)
        );
    }
    out.append(request.method);
    out.push_back(' ');
    out.append(target);
    out.append(" HTTP/1.1\r\n");
    if (request.headers.find("host") == nullptr) append_field(out, "Host", host_of(endpoint));
    for (const auto& [name, value] : request.headers.all()) {
        if (is_one_of(name, {"content-length", "transfer-encoding"})) continue;
        append_field(out, name, value);
    }
    return {};
}

}  // namespace

std::string_view reason_phrase(int status) {
    const auto* found = std::lower_bound(
        std::begin(kPhrases),
        std::end(kPhrases),
        status,
        [](const Phrase& phrase, int wanted) { return phrase.status < wanted; }
    );
    return found != std::end(kPhrases) && found->status == status ? found->text : "Unknown";
}

std::string HttpDate::format(std::time_t seconds) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    std::tm t{};
    gmtime_r(&seconds, &t);
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        kDays[static_cast<std::size_t>(t.tm_wday)],
        t.tm_mday,
        kMonths[static_cast<std::size_t>(t.tm_mon)],
        t.tm_year + 1900,
        t.tm_hour,
        t.tm_min,
        t.tm_sec
    );
}

std::string_view HttpDate::now() {
    const std::time_t seconds = std::time(nullptr);
    if (seconds != formatted_) {
        text_ = format(seconds);
        formatted_ = seconds;
    }
    return text_;
}

bool status_has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

void append_response_head(
    std::string& out, const HttpResponse& response, const AnswerContext& context
) {
    append_status_line(out, response.status);
    append_field(out, "Date", context.date);
    append_content_length(out, response, context);
    if (!context.keep_alive) {
        out.append("Connection: close\r\n");
    } else if (!context.http11) {
        out.append("Connection: keep-alive\r\n");
    }
    for (const auto& [name, value] : response.headers.all()) {
        if (!is_ours(name)) append_field(out, name, value);
    }
    out.append("\r\n");
}

void append_websocket_answer(std::string& out, std::string_view key, std::string_view date) {
    append_status_line(out, 101);
    append_field(out, "Date", date);
    out.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    append_field(out, "Sec-WebSocket-Accept", websocket_accept_for(key));
    out.append("\r\n");
}

Result<void> append_request_head(
    std::string& out, const Endpoint& endpoint, const HttpRequest& request
) {
    if (auto begun = append_request_start(out, endpoint, request); !begun) return begun;
    if (!request.body.empty() || may_have_body(request.method)) {
        append_length(out, request.body.size());
    }
    out.append("\r\n");
    return {};
}

Result<void> append_streamed_request_head(
    std::string& out,
    const Endpoint& endpoint,
    const HttpRequest& request,
    std::optional<std::uint64_t> length
) {
    if (auto begun = append_request_start(out, endpoint, request); !begun) return begun;
    if (!length) {
        out.append("Transfer-Encoding: chunked\r\n");
    } else if (*length > 0 || may_have_body(request.method)) {
        append_length(out, *length);
    }
    out.append("\r\n");
    return {};
}

}  // namespace gantry::net
