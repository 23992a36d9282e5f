#include "service/page_answer.h"

#include "service/printable_text.h"
#include "wire/json_codec.h"

namespace gantry::service {

net::HttpResponse json_page(int status, std::string body) {
    net::HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    response.body += '\n';
    return response;
}

net::HttpResponse text_page(std::string_view text) {
    net::HttpResponse response;
    response.status = 200;
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    response.body = printable(text);
    return response;
}

net::HttpResponse failure_page(const Error& error) {
    std::string body = R"({"message":)";
    wire::append_json_string(body, error.message);
    body += '}';
    switch (error.kind) {
        case ErrorKind::InvalidArgument: return json_page(400, std::move(body));
        case ErrorKind::Denied: return json_page(403, std::move(body));
        case ErrorKind::NotFound: return json_page(404, std::move(body));
        case ErrorKind::Unavailable: return json_page(503, std::move(body));
        default: return json_page(500, std::move(body));
    }
}

Result<bool> wants_text(const std::string& format) {
    if (format == "text") return true;
    if (format.empty() || format == "json") return false;
    return invalid_argument("'format' must be json or text, but was '" + format + "'.");
}

}  // namespace gantry::service
