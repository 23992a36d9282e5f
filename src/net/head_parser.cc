#include "net/head_parser.h"

#include <charconv>

#include "net/text.h"

namespace gantry::net {
namespace {

using Failure = std::optional<ReadFailure>;

constexpr std::size_t kMaxMethodLength = 32;

Failure malformed(std::string_view explanation) {
    return ReadFailure{400, explanation};
}

/// Cuts the next line off `rest`; nothing when it does not end in CR LF.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
    const std::string_view line = rest.substr(0, end - 1);
    rest.remove_prefix(end + 1);
    return line;
}

Failure parse_version(std::string_view version, Framing& framing) {
    if (version == "HTTP/1.1") {
        framing.http11 = true;
    } else if (version == "HTTP/1.0") {
        framing.http11 = false;
    } else if (version.starts_with("HTTP/")) {
        return ReadFailure{505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    } else {
        return malformed("the first line does not name a version of HTTP");
    }
    framing.keep_alive = framing.http11;
    return std::nullopt;
}

Failure read_content_length(std::string_view value, Framing& framing) {
    std::uint64_t length = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, length);
    if (value.empty() || error != std::errc{} || stop != end) {
        return malformed("Content-Length is not a number");
    }
    if (framing.content_length && *framing.content_length != length) {
        return malformed("two different Content-Length fields");
    }
    framing.content_length = length;
    return std::nullopt;
}

Failure read_transfer_encoding(std::string_view value, Framing& framing) {
    if (framing.chunked) return malformed("more than one Transfer-Encoding");
    if (!framing.http11) return malformed("Transfer-Encoding in an HTTP/1.0 message");
    if (!equals_ignoring_case(value, "chunked")) {
        return ReadFailure{501, "only the transfer encoding \"chunked\" is known"};
    }
    framing.chunked = true;
    return std::nullopt;
}

void read_connection(std::string_view value, Framing& framing) {
    for_each_in_list(value, [&framing](std::string_view option) {
        if (equals_ignoring_case(option, "close")) framing.keep_alive = false;
        if (equals_ignoring_case(option, "keep-alive") && !framing.http11) {
            framing.keep_alive = true;
        }
        if (equals_ignoring_case(option, "upgrade")) framing.connection_upgrade = true;
    });
}

/// Notes the fields that say where the message ends and what becomes of the connection. A first
/// look at the length keeps the others cheap.
Failure note_field(std::string_view name, std::string_view value, Framing& framing) {
    switch (name.size()) {
        case 6:
            if (framing.http11 && equals_ignoring_case(name, "expect")) {
                framing.expects_continue = equals_ignoring_case(value, "100-continue");
            }
            return std::nullopt;
        case 10:
            if (equals_ignoring_case(name, "connection")) read_connection(value, framing);
            return std::nullopt;
        case 14:
            if (!equals_ignoring_case(name, "content-length")) return std::nullopt;
            return read_content_length(value, framing);
        case 17:
            if (!equals_ignoring_case(name, "transfer-encoding")) return std::nullopt;
            return read_transfer_encoding(value, framing);
        default: return std::nullopt;
    }
}

Failure parse_field(std::string_view line, Headers& headers, Framing& framing) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
        return malformed("a header line is not \"name: value\"");
    }
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), is_control)) {
        return malformed("a header holds a control character");
    }
    if (headers.all().size() == kMaxFields) return ReadFailure{431, "too many header fields"};
    headers.add(std::string{name}, std::string{value});
    return note_field(name, value, framing);
}

Failure parse_fields(std::string_view rest, Headers& headers, Framing& framing) {
    for (;;) {
        const std::optional<std::string_view> line = take_line(rest);
        if (!line) return malformed("a header line does not end in CR LF");
        if (line->empty()) break;
        if (Failure failure = parse_field(*line, headers, framing)) return failure;
    }
    if (framing.chunked && framing.content_length) {
        return malformed("both Content-Length and Transfer-Encoding");
    }
    return std::nullopt;
}

Failure check_host(const Headers& headers, const Framing& framing) {
    const auto& all = headers.all();
    const auto hosts = std::count_if(all.begin(), all.end(), [](const auto& field) {
        return equals_ignoring_case(field.first, "host");
    });
    if (hosts > 1) return malformed("more than one Host field");
    if (hosts == 0 && framing.http11) return malformed("no Host field");
    return std::nullopt;
}

Failure parse_request_line(std::string_view line, HttpRequest& request, Framing& framing) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return malformed("the first line is not \"method target version\"");
    }
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    if (!is_token(method) || method.size() > kMaxMethodLength) {
        return malformed("the method is not a word");
    }
    const auto unfit = [](char c) { return c == ' ' || c == '\t' || is_control(c); };
    if (target.empty() || std::any_of(target.begin(), target.end(), unfit)) {
        return malformed("the target holds a space or a control character");
    }
    request.method = method;
    request.target = target;
    return parse_version(line.substr(last + 1), framing);
}

Failure parse_status_line(std::string_view line, HttpResponse& response, Framing& framing) {
    constexpr std::size_t kStatusAt = 9;  // past "HTTP/1.1 "
    if (line.size() < kStatusAt + 3 || line[kStatusAt - 1] != ' ') {
        return malformed("the first line is not \"version status reason\"");
    }
    if (Failure failure = parse_version(line.substr(0, kStatusAt - 1), framing)) return failure;
    const std::string_view digits = line.substr(kStatusAt, 3);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + 3, response.status);
    const bool ends_well = line.size() == kStatusAt + 3 || line[kStatusAt + 3] == ' ';
    if (error != std::errc{} || end != digits.data() + 3 || response.status < 100 || !ends_well) {
        return malformed("the status is not a number of three digits");
    }
    return std::nullopt;
}

}  // namespace

Failure parse_request_head(std::string_view head, HttpRequest& request, Framing& framing) {
    const std::optional<std::string_view> line = take_line(head);
    if (!line) return malformed("the first line does not end in CR LF");
    if (Failure failure = parse_request_line(*line, request, framing)) return failure;
    if (Failure failure = parse_fields(head, request.headers, framing)) return failure;
    return check_host(request.headers, framing);
}

Failure parse_response_head(std::string_view head, HttpResponse& response, Framing& framing) {
    const std::optional<std::string_view> line = take_line(head);
    if (!line) return malformed("the first line does not end in CR LF");
    if (Failure failure = parse_status_line(*line, response, framing)) return failure;
    return parse_fields(head, response.headers, framing);
}

std::size_t find_head_end(std::string_view bytes, std::size_t& searched) {
    constexpr std::string_view kEnd = "\r\n\r\n";
    const std::size_t at = bytes.find(kEnd, searched);
    if (at != std::string_view::npos) return at + kEnd.size();
    searched = bytes.size() < kEnd.size() ? 0 : bytes.size() - (kEnd.size() - 1);
    return std::string_view::npos;
}

}  // namespace gantry::net
