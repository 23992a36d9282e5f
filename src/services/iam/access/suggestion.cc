#include "services/iam/access/suggestion.h"

#include <algorithm>
#include <map>

#include "services/iam/access/resource_patterns.h"

namespace gantry::iam {
namespace {

using Texts = std::vector<std::string>;

void sort_once(Texts& texts) {
    std::ranges::sort(texts);
    const auto repeated = std::ranges::unique(texts);
    texts.erase(repeated.begin(), repeated.end());
}

/// What a grant is suggested for.
Texts wanted(const std::map<std::string, CallCount, std::less<>>& counts, bool with_refused) {
    Texts texts;
    for (const auto& [text, count] : counts) {
        if (count.done > 0 || with_refused) texts.push_back(text);
    }
    return texts;
}

}  // namespace

Texts generalise(Texts resources, const Texts& kinds) {
    const auto all = [](const Texts& texts) {
        return std::ranges::find(texts, "*") != texts.end();
    };
    if (all(resources) || all(kinds)) return {"*"};
    std::erase_if(resources, [&](const std::string& arn) {
        return std::ranges::find(kinds, pattern_of_kind(arn)) != kinds.end();
    });
    for (const auto pattern : {pattern_of, pattern_beside, pattern_of_kind}) {
        Texts patterns = kinds;
        for (const std::string& arn : resources) patterns.push_back(pattern(arn));
        sort_once(patterns);
        if (patterns.size() <= kMaxSuggestedResources) return patterns;
    }
    return {"*"};
}

std::vector<SuggestedStatement> suggest(const PrincipalCalls& calls, bool with_refused) {
    std::map<Texts, Texts> actions_by_resources;
    for (const auto& [action, of_action] : calls.actions) {
        Texts resources = wanted(of_action.resources, with_refused);
        const Texts kinds = wanted(of_action.kinds, with_refused);
        if (resources.empty() && kinds.empty()) continue;
        actions_by_resources[generalise(std::move(resources), kinds)].push_back(action);
    }
    std::vector<SuggestedStatement> statements;
    for (auto& [resources, actions] : actions_by_resources) {
        statements.push_back({actions, resources});
    }
    std::ranges::sort(statements, {}, &SuggestedStatement::actions);
    return statements;
}

}  // namespace gantry::iam
