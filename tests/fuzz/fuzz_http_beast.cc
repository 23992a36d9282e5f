// Our HTTP reader beside Boost.Beast's: what both take for a request must be the same request, of
// the same length. What we take and Beast does not is listed here with its reason; what Beast takes
// and we do not is strictness (docs/decisions/0002).
#include <algorithm>
#include <boost/beast/http.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "net/request_reader.h"
#include "net/text.h"

namespace gantry::net {
namespace {

namespace beast = boost::beast::http;
using BeastParser = beast::request_parser<beast::string_body>;

constexpr ReadLimits kBounds{.max_head_bytes = 4096, .max_body_bytes = 4096};

/// What follows on these is compared: they are what requests begin with, so that not all the time
/// goes into finding them.
constexpr std::string_view kBeginnings[] = {
    "",
    "POST / HTTP/1.1\r\nHost: h\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: ",
};

/// A request as our reader has it, if it is a whole one.
struct Ours {
    HttpRequest request;
    Framing framing;
    std::size_t length = 0;  ///< bytes, of head and body
    std::string_view body;   ///< as sent
};

std::optional<Ours> read_ours(std::string_view bytes) {
    RequestReader reader{kBounds};
    std::size_t used = 0;
    while (used < bytes.size() && reader.state() == RequestReader::State::Head) {
        const std::size_t more = reader.feed(bytes.substr(used));
        if (more == 0) return std::nullopt;
        used += more;
    }
    if (reader.state() != RequestReader::State::HeadRead) return std::nullopt;
    reader.read_body();
    const std::size_t head = used;
    used += reader.feed(bytes.substr(used));
    if (reader.state() != RequestReader::State::Complete) return std::nullopt;
    const Framing framing = reader.framing();
    return Ours{reader.take(), framing, used, bytes.substr(head, used - head)};
}

/// Feeds Beast as a connection would.
/// @return its error, or nothing; `used` counts bytes
boost::system::error_code read_theirs(
    BeastParser& parser, std::string_view bytes, std::size_t& used
) {
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());
    parser.body_limit(boost::none);
    boost::system::error_code error;
    while (!parser.is_done() && used < bytes.size()) {
        const std::string_view rest = bytes.substr(used);
        const std::size_t taken = parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
        used += taken;
        if (error || taken == 0) break;
    }
    return error;
}

bool has_connection_field(const Ours& ours) {
    return ours.request.headers.find("connection") != nullptr ||
           ours.request.headers.find("proxy-connection") != nullptr;
}

/// Reasons why we take what Beast does not.
bool is_known_leniency(boost::system::error_code error, const Ours& ours) {
    // Of a Connection field we look for the three words that we know, whatever else is in it, and
    // at proxies' not at all.
    if (error == beast::error::bad_value && has_connection_field(ours)) return true;
    // Chunk extensions and trailers are skipped, not read: nobody here asks for them. Beast waits
    // for the end of an extension's quoted text, be it behind the end of the line.
    if (!ours.framing.chunked) return false;
    if (error == beast::error::need_more) return ours.body.find('"') != std::string_view::npos;
    return (
        error == beast::error::bad_chunk_extension || error == beast::error::bad_chunk ||
        error == beast::error::bad_field || error == beast::error::bad_value ||
        error == beast::error::bad_line_ending || error == beast::error::bad_obs_fold
    );
}

using Fields = std::vector<std::pair<std::string, std::string>>;

/// By name in small letters; those of one name next to each other, in their order, as Beast keeps
/// them.
std::multimap<std::string, Fields::value_type> by_name(const Fields& fields) {
    std::multimap<std::string, Fields::value_type> sorted;
    for (const auto& field : fields) {
        std::string name = field.first;
        std::ranges::transform(name, name.begin(), to_lower);
        sorted.emplace(std::move(name), field);
    }
    return sorted;
}

void compare_fields(const Ours& ours, const BeastParser& theirs) {
    Fields all;
    for (const auto& field : theirs.get()) all.emplace_back(field.name_string(), field.value());
    GANTRY_ASSERT(all.size() >= ours.request.headers.all().size());
    // Beast adds trailers to them.
    if (all.size() > ours.request.headers.all().size()) {
        GANTRY_ASSERT(ours.framing.chunked);
        return;
    }
    GANTRY_ASSERT(by_name(all) == by_name(ours.request.headers.all()));
}

void compare(std::string_view bytes) {
    const auto ours = read_ours(bytes);
    if (!ours) return;
    BeastParser theirs;
    std::size_t used = 0;
    // We pass over empty lines before a request, which Beast does not. Source: RFC 9112,
    // section 2.2.
    std::size_t empty = 0;
    while (bytes.substr(empty).starts_with("\r\n")) empty += 2;
    const auto error = read_theirs(theirs, bytes.substr(empty, ours->length - empty), used);
    if (error && is_known_leniency(error, *ours)) return;
    GANTRY_ASSERT(!error && theirs.is_done());
    GANTRY_ASSERT(empty + used == ours->length);
    GANTRY_ASSERT(theirs.get().method_string() == ours->request.method);
    GANTRY_ASSERT(theirs.get().target() == ours->request.target);
    GANTRY_ASSERT((theirs.get().version() == 11) == ours->framing.http11);
    GANTRY_ASSERT(theirs.chunked() == ours->framing.chunked);
    GANTRY_ASSERT(theirs.get().body() == ours->request.body);
    GANTRY_ASSERT(theirs.keep_alive() == ours->framing.keep_alive);
    compare_fields(*ours, theirs);
}

}  // namespace
}  // namespace gantry::net

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::net;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    compare(std::string(kBeginnings[data[0] % std::size(kBeginnings)]).append(bytes));
    return 0;
}
