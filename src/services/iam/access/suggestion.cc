#include "services/iam/access/suggestion.h"

#include <algorithm>
#include <map>

namespace gantry::iam {
namespace {

using Texts = std::vector<std::string>;

void sort_once(Texts& texts) {
    std::ranges::sort(texts);
    const auto repeated = std::ranges::unique(texts);
    texts.erase(repeated.begin(), repeated.end());
}

/// "arn:aws:ecs:us-east-1:000000000000:task/default/*": all beside it.
std::string beside(const std::string& arn) {
    const std::size_t slash = arn.rfind('/');
    return slash == std::string::npos ? arn : arn.substr(0, slash + 1) + "*";
}

/// "arn:aws:ecs:us-east-1:000000000000:task/*": all of its kind.
std::string of_its_kind(const std::string& arn) {
    std::size_t at = 0;
    for (int colons = 0; colons < 5; ++colons) {
        at = arn.find(':', at);
        if (at == std::string::npos) return "*";
        ++at;
    }
    const std::size_t end = arn.find_first_of("/:", at);
    return end == std::string::npos ? arn : arn.substr(0, end + 1) + "*";
}

template <class Widen>
void widen(Texts& resources, const Widen& one) {
    for (std::string& resource : resources) resource = one(resource);
    sort_once(resources);
}

}  // namespace

Texts generalise(Texts resources, bool complete) {
    sort_once(resources);
    if (std::ranges::find(resources, "*") != resources.end()) return {"*"};
    if (complete && resources.size() <= kMaxSuggestedResources) return resources;
    widen(resources, beside);
    if (complete && resources.size() <= kMaxSuggestedResources) return resources;
    widen(resources, of_its_kind);
    if (resources.size() <= kMaxSuggestedResources) return resources;
    return {"*"};
}

std::vector<SuggestedStatement> suggest(const PrincipalCalls& calls, bool with_refused) {
    std::map<Texts, Texts> actions_by_resources;
    for (const auto& [action, of_action] : calls.actions) {
        Texts resources;
        for (const auto& [resource, count] : of_action.resources) {
            if (count.done > 0 || with_refused) resources.push_back(resource);
        }
        if (resources.empty()) continue;
        actions_by_resources[generalise(std::move(resources), of_action.complete)].push_back(action
        );
    }
    std::vector<SuggestedStatement> statements;
    for (auto& [resources, actions] : actions_by_resources) {
        statements.push_back({actions, resources});
    }
    std::ranges::sort(statements, {}, &SuggestedStatement::actions);
    return statements;
}

}  // namespace gantry::iam
