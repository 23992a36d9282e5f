#include "agent/endpoint/desk.h"

#include <algorithm>

#include "agent/endpoint/protection.h"
#include "agent/engine/names.h"
#include "api/ecs/list_tags_for_resource_request.h"
#include "api/ecs/list_tags_for_resource_response.h"
#include "base/log.h"
#include "base/sabotage.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

/// Calls of one task that are told of in one line of the log.
constexpr Duration kAuditInterval{1'000};
/// How old what the runtime said may be where nothing tells that it changed: a health check's
/// output.
constexpr Duration kStatusAge{2'000};
/// After this a document says what is known without the runtime.
constexpr Duration kRuntimePatience{2'000};
/// Rates over longer than this say little of now.
constexpr Duration kReadingAge = minutes{1};

template <class Document>
Answer document(const Document& value) {
    return {.status = 200, .body = wire::encode_json(value)};
}

std::string role_id(const TaskBook::Entry& entry) {
    const auto& role = entry.payload->role_credentials;
    return role ? role->credentials_id.value_or("") : "";
}

}  // namespace

std::shared_ptr<EndpointDesk> EndpointDesk::open(
    NodeView view, std::shared_ptr<Directory> directory
) {
    auto desk =
        std::shared_ptr<EndpointDesk>(new EndpointDesk(std::move(view), std::move(directory)));
    desk->directory_->enter(desk->view_.loop, desk);
    for (const auto& [task, entry] : desk->view_.book.entries()) desk->look_at(task);
    return desk;
}

EndpointDesk::EndpointDesk(NodeView view, std::shared_ptr<Directory> directory)
    : view_(std::move(view)), directory_(std::move(directory)), faults_(view_) {}

EndpointDesk::~EndpointDesk() {
    directory_->leave(*this);
}

// ---- Whose ids they are ------------------------------------------------------------------------

void EndpointDesk::look_at(const std::string& task) {
    const TaskBook::Entry* entry = view_.book.find(task);
    if (entry == nullptr) return;
    look_at_address(task, *entry);
    faults_.look_at(task);
    if (claimed_.contains(task)) return;
    const std::string secret = view_.book.tables().agent_row().endpoint_secret;
    if (secret.empty()) return;  // not registered yet: nothing runs
    auto& ids = claimed_[task];
    for (const ContainerSpec& container : entry->spec.containers) {
        const std::string id = endpoint_id(secret, task, container.name);
        containers_.insert_or_assign(id, Place{task, container.name});
        ids.push_back(id);
    }
    if (const std::string id = role_id(*entry); !id.empty()) {
        roles_.insert_or_assign(id, task);
        ids.push_back(id);
    }
    for (const std::string& id : ids) directory_->claim(*this, id);
}

void EndpointDesk::look_at_address(const std::string& task, const TaskBook::Entry& entry) {
    if (!entry.spec.interface) return;
    const std::string id = kFromVpc + entry.spec.interface->device.address;
    const auto state = view_.book.state(task);
    auto& tasks = addresses_[id];
    const bool live = state && !state->stopped() && state->pause.progress != Namespaces::Gone;
    if (live && tasks.insert(task).second) directory_->claim_address(*this, id);
    if (!live && tasks.erase(task) > 0) directory_->release_address(*this, id);
    if (tasks.empty()) addresses_.erase(id);
}

std::optional<EndpointDesk::Place> EndpointDesk::place_of(const Ask& ask) const {
    if (!ask.by_address) {
        const auto found = containers_.find(ask.id);
        return found == containers_.end() ? std::nullopt : std::optional(found->second);
    }
    const auto tasks = addresses_.find(ask.id);
    if (tasks == addresses_.end() || tasks->second.size() != 1) return std::nullopt;
    const std::string& task = *tasks->second.begin();
    const auto state = view_.book.state(task);
    if (ask.runtime_id.empty()) return Place{task, {}};
    if (!state) return std::nullopt;
    for (const ContainerState& container : state->containers) {
        if (container.runtime_id == ask.runtime_id) return Place{task, container.name};
    }
    return std::nullopt;
}

void EndpointDesk::drop(const std::string& task) {
    faults_.drop(task);
    for (auto& [address, tasks] : addresses_) {
        if (tasks.erase(task) > 0) directory_->release_address(*this, address);
    }
    std::erase_if(addresses_, [](const auto& address) { return address.second.empty(); });
    const auto claimed = claimed_.find(task);
    if (claimed == claimed_.end()) return;
    for (const std::string& id : claimed->second) {
        directory_->release(id);
        containers_.erase(id);
        roles_.erase(id);
    }
    claimed_.erase(claimed);
    audited_.erase(task);
    std::erase_if(kept_, [&](const auto& kept) { return kept.first.first == task; });
    std::erase_if(readings_, [&](const auto& reading) { return reading.first.first == task; });
}

void EndpointDesk::answer(const Ask& ask, Reply reply) {
    if (ask.kind == AskKind::Credentials) return reply(credentials(ask));
    const auto found = place_of(ask);
    if (!found || !view_.book.state(found->first)) return reply(unknown_id(ask));
    const Place& place = *found;
    switch (ask.kind) {
        case AskKind::Credentials: break;
        case AskKind::Container: return container(ask, place, reply);
        case AskKind::Task:
        case AskKind::TaskWithTags: return task(ask, place, reply);
        case AskKind::Stats: return stats(ask, place, reply);
        case AskKind::TaskStats: return task_stats(place, reply);
        case AskKind::Protection: return protection(ask, place, reply);
        case AskKind::Fault: return faults_.answer(ask, place.first, reply);
    }
}

// ---- Credentials -------------------------------------------------------------------------------

Answer EndpointDesk::credentials(const Ask& ask) {
    const auto found = roles_.find(ask.id);
    if (found == roles_.end()) return unknown_id(ask);
    const std::string& task = found->second;
    const auto state = view_.book.state(task);
    if (!state || (state->stopped() && !sabotaged(Sabotage::ServeStopped))) {
        audit(ask, task, {}, 400);
        return unknown_id(ask);  // the role's rights end with the task
    }
    const api::acs::IAMRoleCredentials* role = view_.credentials(ask.id);
    if (role == nullptr) {
        audit(ask, task, {}, 503);
        return not_ready(ask);
    }
    audit(ask, task, role->role_arn.value_or(""), 200);
    return document(CredentialsDocument{
        role->role_arn.value_or(""),
        role->access_key_id.value_or(""),
        role->secret_access_key.value_or(""),
        role->session_token.value_or(""),
        role->expiration.value_or(""),
    });
}

void EndpointDesk::audit(
    const Ask& ask, const std::string& task, const std::string& role, int status
) {
    auto& burst = audited_.try_emplace(task, kAuditInterval).first->second;
    const auto times = burst.add(view_.loop.mono());
    if (!times) return;
    log_info(
        "credentials_asked",
        {{"task", task}, {"role", role}, {"peer", ask.peer}, {"status", status}, {"times", *times}}
    );
}

// ---- Metadata ----------------------------------------------------------------------------------

void EndpointDesk::container(const Ask& ask, const Place& place, const Reply& reply) {
    gather(place.first, place.second, [this, ask, place, reply](const Statuses& statuses) {
        const TaskBook::Entry* entry = view_.book.find(place.first);
        const auto state = view_.book.state(place.first);
        if (entry == nullptr || !state) return reply(unknown_id(ask));
        const ContainerSpec* spec = entry->spec.find(place.second);
        if (spec == nullptr) return reply(unknown_id(ask));
        const TaskFacts facts{*entry, *state, view_.config, statuses};
        reply(document(describe_container(facts, *spec, ask.version)));
    });
}

void EndpointDesk::task(const Ask& ask, const Place& place, const Reply& reply) {
    gather(place.first, {}, [this, ask, place, reply](const Statuses& statuses) {
        const TaskBook::Entry* entry = view_.book.find(place.first);
        const auto state = view_.book.state(place.first);
        if (entry == nullptr || !state) return reply(unknown_id(ask));
        auto described = describe_task({*entry, *state, view_.config, statuses}, ask.version);
        if (ask.kind == AskKind::Task) return reply(document(described));
        add_tags(std::make_shared<TaskDocument>(std::move(described)), place.first, reply);
    });
}

void EndpointDesk::add_tags(
    const std::shared_ptr<TaskDocument>& document, const std::string& task, const Reply& reply
) {
    using Tags = std::optional<std::map<std::string, std::string>>;
    struct Wanted {
        const char* field;
        Tags TaskDocument::* member;
        std::string arn;
    };
    auto missing = std::make_shared<int>(2);
    for (const Wanted& wanted :
         {Wanted{"TaskTags", &TaskDocument::task_tags, task},
          Wanted{
              "ContainerInstanceTags",
              &TaskDocument::container_instance_tags,
              view_.identity.container_instance_arn
          }}) {
        api::ecs::ListTagsForResourceRequest request;
        request.resource_arn = wanted.arn;
        const auto done = [document, reply, missing, wanted](const Result<std::string>& answer) {
            Result<api::ecs::ListTagsForResourceResponse> read =
                answer ? wire::decode_json<api::ecs::ListTagsForResourceResponse>(*answer)
                       : answer.error();
            if (read && read->tags && !read->tags->empty()) {
                auto& tags = ((*document).*wanted.member).emplace();
                for (const auto& tag : *read->tags) {
                    tags[tag.key.value_or("")] = tag.value.value_or("");
                }
            } else if (!read) {
                if (!document->errors) document->errors.emplace();
                document->errors->push_back(
                    {wanted.field, read.error().code, read.error().message, wanted.arn}
                );
            }
            if (--*missing == 0) reply(endpoint::document(*document));
        };
        view_.link.call("ListTagsForResource", wire::encode_json(request), done);
    }
}

/// How far a gathering has come.
struct EndpointDesk::Asked {
    Statuses statuses;
    std::size_t missing = 1;  ///< answers; one for the asking itself
    WithStatuses then;        ///< empty once it was called
    TimerId timer = 0;

    void one_less(Loop& loop) {
        if (--missing == 0) end(loop);
    }
    void end(Loop& loop) {
        loop.cancel(timer);
        if (const auto done = std::exchange(then, {})) done(statuses);
    }
};

const runtime::ContainerStatus* EndpointDesk::kept(
    const Place& place, const ContainerSpec& spec, const ContainerState& state
) const {
    const auto found = kept_.find(place);
    if (found == kept_.end()) return nullptr;
    const Kept& kept = found->second;
    if (kept.runtime_id != state.runtime_id || kept.progress != state.progress ||
        kept.restarts != state.restarts) {
        return nullptr;
    }
    if (spec.has_health_check && view_.loop.mono() - kept.read_at > kStatusAge) return nullptr;
    return &kept.status;
}

void EndpointDesk::gather(const std::string& task, const std::string& only, WithStatuses then) {
    auto asked = std::make_shared<Asked>();
    asked->then = std::move(then);
    const TaskBook::Entry* entry = view_.book.find(task);
    const auto state = view_.book.state(task);
    if (entry == nullptr || !state) return asked->end(view_.loop);
    for (const ContainerState& container : state->containers) {
        const ContainerSpec* spec = entry->spec.find(container.name);
        if (spec == nullptr || container.runtime_id.empty()) continue;
        if (!only.empty() && container.name != only) continue;
        const Place place{task, container.name};
        if (const auto* known = kept(place, *spec, container)) {
            asked->statuses[container.name] = *known;
        } else {
            inspect(place, container, asked);
        }
    }
    if (asked->missing > 1) {
        asked->timer =
            view_.loop.call_after(kRuntimePatience, [this, asked, alive = weak_from_this()] {
                if (!alive.expired()) asked->end(view_.loop);
            });
    }
    asked->one_less(view_.loop);
}

void EndpointDesk::inspect(
    const Place& place, const ContainerState& was, std::shared_ptr<Asked> asked
) {
    ++asked->missing;
    view_.runtime.inspect_container(
        was.runtime_id,
        [this, place, was, asked = std::move(asked), alive = weak_from_this()](
            const Result<runtime::ContainerStatus>& status
        ) {
            if (alive.expired()) return;
            if (status) {
                if (claimed_.contains(place.first)) {
                    kept_[place] = {
                        *status, was.runtime_id, was.progress, was.restarts, view_.loop.mono()
                    };
                }
                asked->statuses[place.second] = *status;
            }
            asked->one_less(view_.loop);
        }
    );
}

// ---- Statistics --------------------------------------------------------------------------------

void EndpointDesk::read_stats(const Place& place, const std::string& runtime_id, Stats done) {
    auto& waiting = stats_asked_[place];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1) return;  // it is being asked
    view_.runtime.stats_json(
        runtime_id,
        [this, place, runtime_id, alive = weak_from_this()](const Result<std::string>& json) {
            if (!alive.expired()) on_stats(place, runtime_id, json);
        }
    );
}

void EndpointDesk::on_stats(
    const Place& place, const std::string& runtime_id, const Result<std::string>& json
) {
    const auto waiting = stats_asked_.extract(place);
    Result<std::string> answer = json;
    if (json) {
        const MonoTime now = view_.loop.mono();
        const NetworkReading network = read_network(*json);
        const auto before = readings_.find(place);
        if (before != readings_.end() && before->second.runtime_id == runtime_id) {
            const auto between = now - before->second.read_at;
            if (between <= kReadingAge) {
                answer = with_rates(*json, before->second.network, network, between);
            }
        }
        if (claimed_.contains(place.first)) readings_[place] = {runtime_id, network, now};
    }
    for (const Stats& done : waiting.mapped()) done(answer);
}

void EndpointDesk::stats(const Ask& ask, const Place& place, const Reply& reply) {
    const auto state = view_.book.state(place.first);
    const ContainerState* its = state->find(place.second);
    if (its == nullptr || its->runtime_id.empty()) return reply(unknown_id(ask));
    read_stats(place, its->runtime_id, [ask, reply](const Result<std::string>& json) {
        if (json) return reply({.status = 200, .body = *json});
        reply(text_answer(
            500,
            "V" + std::to_string(ask.version) +
                " container stats handler: unable to get the container's stats: " +
                json.error().message
        ));
    });
}

/// By the runtime's id; null where the container does not run.
void EndpointDesk::task_stats(const Place& place, const Reply& reply) {
    using ById = std::map<std::string, reflect::RawJson>;
    auto all = std::make_shared<ById>();
    auto missing = std::make_shared<std::size_t>(1);
    const auto one_less = [all, missing, reply] {
        if (--*missing == 0) reply(document(*all));
    };
    const auto state = view_.book.state(place.first);
    for (const ContainerState& container : state->containers) {
        const std::string id = container.runtime_id;
        if (id.empty()) continue;
        (*all)[id].text = "null";
        if (container.progress != Progress::Running) continue;
        ++*missing;
        read_stats(
            {place.first, container.name},
            id,
            [id, all, one_less](const Result<std::string>& json) {
                if (json && wire::decode_json<ById>(*json)) (*all)[id].text = *json;
                one_less();
            }
        );
    }
    one_less();
}

// ---- The agent's API ---------------------------------------------------------------------------

void EndpointDesk::protection(const Ask& ask, const Place& place, const Reply& reply) {
    const std::string& task = place.first;
    const TaskBook::Entry* entry = view_.book.find(task);
    if (entry == nullptr) return reply(unknown_id(ask));
    const std::string id = role_id(*entry);
    const auto* role = id.empty() ? nullptr : view_.credentials(id);
    auto call = protection_call(ask, entry->spec.cluster, task, role);
    if (const auto* answer = std::get_if<Answer>(&call)) return reply(*answer);
    auto timer = std::make_shared<TimerId>(0);
    auto open = std::make_shared<bool>(true);
    *timer = view_.loop.call_after(kProtectionLimit, [task, reply, open] {
        if (std::exchange(*open, false)) reply(protection_timed_out(task));
    });
    view_.link.call_service(
        std::get<ServiceCall>(call),
        [task, reply, open, timer, &loop = view_.loop](const Result<std::string>& answer) {
            if (!std::exchange(*open, false)) return;
            loop.cancel(*timer);
            reply(protection_answer(task, answer));
        }
    );
}

// ---- For operators -----------------------------------------------------------------------------

void EndpointDesk::tell(const std::string& task, const std::string& container, Told told) {
    About about{
        view_.config.cluster,
        view_.identity.container_instance_arn,
        "Gantry agent - v" + view_.config.agent_version + " (" + view_.config.agent_hash + ")",
        {},
    };
    for (const auto& [arn, entry] : view_.book.entries()) {
        const auto state = view_.book.state(arn);
        if (!state || (!task.empty() && arn != task)) continue;
        const bool has_it =
            container.empty() ||
            std::any_of(
                state->containers.begin(),
                state->containers.end(),
                [&](const ContainerState& its) { return its.runtime_id.starts_with(container); }
            );
        if (!has_it) continue;
        Statuses statuses;
        for (const ContainerState& its : state->containers) {
            const auto known = kept_.find({arn, its.name});
            if (known != kept_.end()) statuses[its.name] = known->second.status;
        }
        about.tasks.push_back(describe_for_operators({entry, *state, view_.config, statuses}));
    }
    told(std::move(about));
}

}  // namespace gantry::agent::endpoint
