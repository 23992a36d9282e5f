#include <fmt/format.h>

#include "service/page_answer.h"
#include "service/query_string.h"
#include "services/iam/access/suggestion.h"
#include "services/iam/pages/pages.h"
#include "wire/json_codec.h"

namespace gantry::iam {
namespace {

std::string json_list(const std::vector<std::string>& texts, std::string_view indent) {
    std::string list;
    for (const std::string& text : texts) {
        list += fmt::format("{}\n{}  ", list.empty() ? "" : ",", indent);
        wire::append_json_string(list, text);
    }
    return fmt::format("[{}\n{}]", list, indent);
}

std::string policy_json(const std::vector<SuggestedStatement>& statements) {
    std::string list;
    for (const SuggestedStatement& one : statements) {
        list += fmt::format(
            "{}\n    {{\n      \"Effect\": \"Allow\",\n      \"Action\": {},\n      "
            "\"Resource\": {}\n    }}",
            list.empty() ? "" : ",",
            json_list(one.actions, "      "),
            json_list(one.resources, "      ")
        );
    }
    return fmt::format("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{}\n  ]\n}}\n", list);
}

std::string counts_json(const PrincipalCalls& calls) {
    std::string list;
    for (const auto& [action, of_action] : calls.actions) {
        list += fmt::format(
            R"({}{{"action":"{}","done":{},"refused":{}}})",
            list.empty() ? "" : ",",
            action,
            of_action.all.done,
            of_action.all.refused
        );
    }
    return list;
}

/// Why there is nothing to suggest.
std::string_view what_is_missing(const CallLog& log, const PrincipalCalls* calls) {
    if (calls != nullptr) return "called nothing that was done";
    return log.complete() ? "called nothing" : "called nothing that is remembered";
}

/// The policy alone, for a file: what is missing in it is said beside it.
net::HttpResponse policy_page(const std::string& document, const PrincipalCalls& calls) {
    net::HttpResponse page = service::text_page(document);
    if (calls.complete) return page;
    page.headers.add(
        std::string(service::kPageNote),
        fmt::format(
            "this policy does not allow all that was called: no more than {} actions of a "
            "principal are remembered",
            CallLog::kMaxActions
        )
    );
    return page;
}

}  // namespace

net::HttpResponse suggest_page(Instance& iam, const net::HttpRequest& request) {
    auto query = service::parse_query(request.target);
    const auto text = service::wants_text(query["format"]);
    if (!text) return service::failure_page(text.error());
    const std::string arn = iam.access().holder_of(query["principal"]);
    const PrincipalCalls* calls = iam.gate().calls().find(arn);
    const auto statements = calls == nullptr ? std::vector<SuggestedStatement>{}
                                             : suggest(*calls, query["refused"] == "true");
    if (statements.empty()) {
        return service::failure_page(not_found(fmt::format(
            "{} has {} since this Gantry started.", arn, what_is_missing(iam.gate().calls(), calls)
        )));
    }
    const std::string document = policy_json(statements);
    if (*text) return policy_page(document, *calls);
    return service::json_page(
        200,
        fmt::format(
            R"({{"principal":"{}","complete":{},"calls":[{}],"policy":{}}})",
            arn,
            calls->complete,
            counts_json(*calls),
            document
        )
    );
}

}  // namespace gantry::iam
