#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http.h"

/// Answers of Gantry's own pages.
namespace gantry::service {

/// A field of an answer's head: what is to be said of a page beside its text, as one sentence for
/// people. Gantry's commands print it to standard error.
inline constexpr std::string_view kPageNote = "X-Gantry-Note";

net::HttpResponse json_page(int status, std::string body);
/// Text for people and terminals, without control characters (printable_text.h).
net::HttpResponse text_page(std::string_view text);
/// {"message":"…"} with 400 for bad parameters, 403 for who may not see it, 404 for what does not
/// exist, 503, 500.
net::HttpResponse failure_page(const Error& error);

/// Reads the parameter `format`: whether text is wanted rather than JSON. Errors: neither.
Result<bool> wants_text(const std::string& format);

}  // namespace gantry::service
