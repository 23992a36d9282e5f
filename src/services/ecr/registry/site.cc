#include "services/ecr/registry/site.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>
#include <vector>

#include "service/body_gate.h"
#include "service/query_string.h"
#include "services/ecr/api/about.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/images.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/model/names.h"
#include "services/ecr/model/templates.h"
#include "services/ecr/model/token.h"
#include "services/ecr/registry/answers.h"
#include "services/ecr/registry/handed_on.h"
#include "services/ecr/registry/rights.h"
#include "services/ecr/registry/small_body.h"
#include "wire/json_codec.h"
#include "wire/percent.h"

namespace gantry::ecr {
namespace {

constexpr std::size_t kMaxTagsShown = 1'000;

/// What on_head found for on_request.
struct Note {
    RegistryPath path;
    std::shared_ptr<service::BodyGate> gate;  ///< null: there is no body
};

net::HttpResponse too_large() {
    return registry_refusal(413, "MANIFEST_INVALID", "manifest invalid: it has more than 4 MiB");
}

/// How many, of the parameter "n".
std::size_t page_size(std::string_view text) {
    std::size_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return text.empty() || n > kMaxTagsShown ? kMaxTagsShown : n;
}

}  // namespace

/// A request on its way through.
struct RegistrySite::Asked {
    net::HttpRequest request;
    net::Respond respond;
    RegistryPath path;
    std::shared_ptr<service::BodyGate> gate;
    aws::Caller caller;
    std::string key;  ///< repository_key()
};

RegistrySite::RegistrySite(Parts parts) : parts_(parts) {}

RegistrySite::~RegistrySite() = default;

bool RegistrySite::claims(const net::HttpRequest& head) const {
    return is_registry_path(head.target);
}

net::HeadVerdict RegistrySite::on_head(const net::HttpRequest& head) {
    if (token_in(head.headers.find("authorization")).empty()) {
        return login_wanted("Not Authorized");
    }
    auto path = read_registry_path(head.target);
    if (!path) return registry_refusal(path.error());
    if (!announces_body(head)) return net::ReadBody{Note{std::move(*path), nullptr}};
    auto gate = std::make_shared<service::BodyGate>();
    net::TakeBody taken{.sink = gate};
    if (path->place == Place::Manifest) {
        if (announced_bytes(head) > kMaxManifest) return too_large();
        taken.max_bytes = kMaxManifest;
    }
    taken.note = Note{std::move(*path), std::move(gate)};
    return taken;
}

void RegistrySite::on_request(net::HttpRequest request, net::Respond respond) {
    auto asked = std::make_shared<Asked>();
    auto& note = *std::any_cast<Note>(&request.note);
    asked->path = std::move(note.path);
    asked->gate = std::move(note.gate);
    asked->respond = std::move(respond);
    request.note.reset();
    asked->request = std::move(request);
    const std::weak_ptr<bool> alive = alive_;
    parts_.around.loop.post([this, alive, asked] {
        if (alive.lock()) judge(asked);
    });
}

/// Says nothing that is not durable.
void RegistrySite::answer(const AskedPtr& asked, net::HttpResponse response) {
    parts_.around.core->after_durable(
        [asked, response = std::move(response)](const Result<void>& durable) {
            asked->respond(durable ? response : registry_refusal(durable.error()));
        }
    );
}

void RegistrySite::judge(const AskedPtr& asked) {
    const std::string token = token_in(asked->request.headers.find("authorization"));
    auto caller = open_token(parts_.around.settings.secret, token, parts_.around.loop.now());
    if (!caller) {
        return asked->respond(
            login_wanted("Your authorization token has expired. Reauthenticate "
                         "and try again.")
        );
    }
    asked->caller = std::move(*caller);
    asked->key = repository_key(asked->caller.scope, asked->path.name);
    if (const auto allowed = allow(*asked); !allowed) {
        return answer(asked, registry_refusal(allowed.error()));
    }
    go_on(asked);
}

/// Who calls may, and there is what he asks about. Errors: ready to be told.
Result<void> RegistrySite::allow(const Asked& asked) {
    const auto actions = actions_for(asked.path, asked.request.method, asked.gate != nullptr);
    if (!actions) return actions.error();
    if (!parts_.around.core->available()) return unavailable("The state is not loaded.");
    const auto& services = parts_.around.services;
    auto lasts = services.check_session(asked.caller, parts_.around.loop.now());
    if (!lasts) return lasts;
    for (const std::string_view action : *actions) {
        if (auto allowed = may(asked, asked.path.name, action); !allowed) return allowed;
    }
    if (asked.path.name.empty() || parts_.tables.repositories.find(asked.key)) return {};
    return make_repository(asked);
}

/// One that is pushed to and is not there is made where a template says so.
Result<void> RegistrySite::make_repository(const Asked& asked) {
    const aws::Scope& scope = asked.caller.scope;
    const std::string& method = asked.request.method;
    core::Core& core = *parts_.around.core;
    core::Transaction tx;
    if ((method != "POST" && method != "PUT") || !core.writable()) {
        return repository_not_found(scope.account, asked.path.name);
    }
    const SysTime now = parts_.around.loop.now();
    const auto made = stage_created_on_push(tx, parts_.tables, scope, asked.path.name, now);
    if (!made) return made.error();
    if (!*made) return repository_not_found(scope.account, asked.path.name);
    auto allowed = may(asked, asked.path.name, "ecr:CreateRepository");
    if (allowed) core.commit(std::move(tx), "ecr push");
    return allowed;
}

Result<void> RegistrySite::may(const Asked& asked, const std::string& name, std::string_view action)
    const {
    service::Authorizer* const authorizer = parts_.around.services.authorizer();
    if (authorizer == nullptr) return {};
    const aws::Scope& scope = asked.caller.scope;
    service::Access access{.action = std::string(action), .resources = {}, .context = {}};
    access.resources.push_back(about::repository(parts_.tables, scope, name, scope.account));
    return authorizer->authorize(asked.caller, access, parts_.around.loop.now());
}

void RegistrySite::go_on(const AskedPtr& asked) {
    switch (asked->path.place) {
        case Place::Root: {
            net::HttpResponse pong = registry_answer(200);
            pong.headers.add("Content-Type", "application/json; charset=utf-8");
            pong.body = "{}";
            return answer(asked, std::move(pong));
        }
        case Place::Tags: return show_tags(asked);
        case Place::Manifest:
            return asked->request.method == "PUT" ? take_manifest(asked) : show_manifest(asked);
        default: return hand_on(asked);
    }
}

void RegistrySite::show_tags(const AskedPtr& asked) {
    const std::string last(asked->path.parameter("last"));
    const std::size_t n = page_size(asked->path.parameter("n"));
    auto tags = tags_after(parts_.tables, asked->key, last, n + 1);
    net::HttpResponse response = registry_answer(200);
    response.headers.add("Content-Type", "application/json; charset=utf-8");
    if (tags.size() > n) {
        tags.resize(n);
        if (n > 0) {
            response.headers.add(
                "Link",
                fmt::format(
                    "</v2/{}/tags/list?n={}&last={}>; rel=\"next\"",
                    asked->path.name,
                    n,
                    wire::percent_encode(tags.back())
                )
            );
        }
    }
    response.body = "{\"name\":";
    wire::append_json_string(response.body, asked->path.name);
    response.body += ",\"tags\":[";
    for (const std::string& tag : tags) {
        if (&tag != &tags.front()) response.body += ',';
        wire::append_json_string(response.body, tag);
    }
    response.body += "]}\n";
    answer(asked, std::move(response));
}

void RegistrySite::show_manifest(const AskedPtr& asked) {
    const Tables& tables = parts_.tables;
    const ImagePtr image = find_image(tables, asked->key, asked->path.reference);
    const std::string key = image ? member_key(asked->key, image->digest) : std::string{};
    const auto manifest = image ? tables.manifests.find(key) : nullptr;
    if (!manifest) {
        return answer(
            asked, registry_refusal(404, "MANIFEST_UNKNOWN", "Requested image not found")
        );
    }
    net::HttpResponse response = registry_answer(200);
    response.headers.add("Content-Type", image->media_type);
    response.headers.add("Docker-Content-Digest", image->digest);
    response.headers.add("ETag", "\"" + image->digest + "\"");
    response.body = manifest->text;
    core::Core& core = *parts_.around.core;
    core::Transaction tx;
    if (core.writable() && asked->request.method == "GET") {
        note_pull(tx, tables, key, asked->caller.principal, parts_.around.loop.now());
    }
    if (tx.empty()) return answer(asked, std::move(response));
    core.commit(
        std::move(tx),
        "ecr pull",
        [asked, response = std::move(response)](const Result<void>& durable) {
            asked->respond(durable ? response : registry_refusal(durable.error()));
        }
    );
}

void RegistrySite::take_manifest(const AskedPtr& asked) {
    const std::weak_ptr<bool> alive = alive_;
    const auto collected = [this, alive, asked](const Result<std::string>& text) {
        if (!text) return asked->respond(registry_refusal(text.error()));
        parts_.around.loop.post([this, alive, asked, text = *text] {
            if (alive.lock()) push_manifest(asked, text);
        });
    };
    if (!asked->gate) return collected(std::string{});
    asked->gate->open(collect_body(kMaxManifest, collected));
}

void RegistrySite::push_manifest(const AskedPtr& asked, std::string text) {
    PushedManifest pushed;
    const std::string* type = asked->request.headers.find("content-type");
    if (type != nullptr) pushed.media_type = type->substr(0, type->find(';'));
    pushed.text = std::move(text);
    if (is_digest(asked->path.reference)) {
        pushed.digest = asked->path.reference;
    } else {
        pushed.tag = asked->path.reference;
    }
    auto read = read_image(std::move(pushed));
    if (!read) return answer(asked, registry_refusal(read.error()));
    auto image = std::make_shared<const ReadImage>(std::move(*read));
    const auto answered = [asked](const Result<StagedImage>& staged) {
        if (!staged) return asked->respond(registry_refusal(staged.error()));
        net::HttpResponse response = registry_answer(201);
        response.headers.add("Docker-Content-Digest", staged->digest);
        response.headers.add(
            "Location", fmt::format("/v2/{}/manifests/{}", asked->path.name, staged->digest)
        );
        asked->respond(std::move(response));
    };
    parts_.pusher.push(asked->key, std::move(image), "ecr push", answered);
}

/// The repository that a layer may be mounted from; empty: it has to be uploaded.
std::string RegistrySite::mount_source(const Asked& asked) const {
    const std::string from(asked.path.parameter("from"));
    if (asked.path.place != Place::Uploads || !is_digest(asked.path.parameter("mount")) ||
        !is_repository_name(from)) {
        return {};
    }
    const std::string key = repository_key(asked.caller.scope, from);
    if (!parts_.tables.repositories.find(key)) return {};
    for (const auto* action : {"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"}) {
        if (!may(asked, from, action)) return {};
    }
    return upstream_name(key);
}

void RegistrySite::hand_on(const AskedPtr& asked) {
    const std::string name = upstream_name(asked->key);
    if (!relays_) relays_ = net::make_relays();
    net::HttpRequest sent =
        request_handed_on(asked->request, upstream_target(asked->path, name, mount_source(*asked)));
    const auto answered = [asked, name](Result<net::HttpResponse> how) {
        asked->respond(
            how ? answer_handed_back(std::move(*how), name, asked->path.name)
                : registry_refusal(how.error())
        );
    };
    const auto ready = [asked, relays = relays_, answered, sent = std::move(sent)](
                           const Result<net::Endpoint>& there
                       ) {
        if (!there) return answered(there.error());
        const auto sink = relays->relay(*there, sent, kUpstreamPatience, answered);
        if (asked->gate) return asked->gate->open(sink);
        sink->on_begin({});
        sink->on_end({});
    };
    parts_.around.core->after_durable(
        [this, alive = std::weak_ptr<bool>(alive_), ready, answered](const Result<void>& durable) {
            if (!durable) return answered(durable.error());
            if (alive.lock()) parts_.process.when_ready(ready);
        }
    );
}

}  // namespace gantry::ecr
