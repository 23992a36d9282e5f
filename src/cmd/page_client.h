#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"

namespace gantry::cmd {

class SignedClient;

/// Where a running Gantry answers, and whose key its pages are asked with.
struct PageAccess {
    std::string endpoint = "http://127.0.0.1:4566";
    std::string key_file;
    std::string ca_file;  ///< whose servers are trusted; empty: the system's authorities'
};

/// The flags of every command that reads a page.
void add_page_access(CLI::App& command, PageAccess& access);

/// One of Gantry's own pages. Errors: see SignedClient::ask.
Result<std::string> get_page(
    SignedClient& client, const std::string& target, const std::string& method = "GET"
);

/// Gets one of Gantry's own pages and prints it; what went wrong, and what the page has to say
/// beside its text (service::kPageNote), goes to standard error.
/// @param target "/_gantry/state?at=…"
/// @param method "POST" for pages that do something
/// @return the exit code
int print_page(
    const PageAccess& access, const std::string& target, const std::string& method = "GET"
);

}  // namespace gantry::cmd
