#include "services/iam/access/call_log.h"

#include "services/iam/access/resource_patterns.h"

namespace gantry::iam {
namespace {

/// The value of a key, made where there is room; null where there is none.
template <class Map>
typename Map::mapped_type* find_or_make(Map& map, std::string_view key, std::size_t most) {
    const auto found = map.find(key);
    if (found != map.end()) return &found->second;
    if (map.size() >= most) return nullptr;
    return &map[std::string(key)];
}

void add_kind(ActionCalls& calls, std::string_view resource, bool done) {
    const std::string kind = pattern_of_kind(resource);
    CallCount* count = kind.size() > CallLog::kMaxResourceBytes
                           ? nullptr
                           : find_or_make(calls.kinds, kind, CallLog::kMaxKinds);
    if (count == nullptr) count = &calls.kinds["*"];
    count->add(done);
}

void add_resource(ActionCalls& calls, std::string_view resource, bool done) {
    CallCount* const count = resource.size() > CallLog::kMaxResourceBytes
                                 ? nullptr
                                 : find_or_make(calls.resources, resource, CallLog::kMaxResources);
    if (count == nullptr) return add_kind(calls, resource, done);
    count->add(done);
}

}  // namespace

PrincipalCalls* CallLog::at(std::string_view principal) {
    PrincipalCalls* const calls = find_or_make(principals_, principal, kMaxPrincipals);
    if (calls == nullptr) complete_ = false;
    return calls;
}

void CallLog::add(
    std::string_view principal, std::string_view action, std::string_view resource, bool done
) {
    PrincipalCalls* const calls = at(principal);
    if (calls == nullptr) return;
    ActionCalls* const of_action = find_or_make(calls->actions, action, kMaxActions);
    if (of_action == nullptr) {
        calls->complete = false;
        return;
    }
    of_action->all.add(done);
    add_resource(*of_action, resource, done);
}

void CallLog::deny(std::string_view principal, DeniedCall call) {
    if (PrincipalCalls* const calls = at(principal)) calls->last_denial = std::move(call);
}

const PrincipalCalls* CallLog::find(std::string_view principal) const {
    const auto found = principals_.find(principal);
    return found == principals_.end() ? nullptr : &found->second;
}

}  // namespace gantry::iam
