#include "agent/resources/fetch_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "agent/firelens/log_router.h"
#include "api/ecr/get_authorization_token_request.h"
#include "api/ecr/get_authorization_token_response.h"
#include "api/secretsmanager/get_secret_value_request.h"
#include "api/secretsmanager/get_secret_value_response.h"
#include "api/ssm/get_parameters_request.h"
#include "api/ssm/get_parameters_result.h"
#include "base/sabotage.h"
#include "wire/digest.h"
#include "wire/json_codec.h"
#include "wire/value_source.h"

namespace gantry::agent {
namespace {

/// Of an object. What a process is given as its environment is bounded too: Linux takes 2 MiB by
/// default.
constexpr std::size_t kMaxFile = 1U << 20U;  // bytes

constexpr std::size_t kParametersPerCall = 10;
constexpr const char* kPullingSecrets =
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
    "retrieval failed: ";
constexpr const char* kDownloadingFiles =
    "ResourceInitializationError: unable to download env files: ";
constexpr const char* kDownloadingRouterFile =
    "ResourceInitializationError: unable to download firelens s3 config file: ";

/// User name and password of a registry, as a secret holds them.
struct RegistrySecret {
    std::string username;
    std::string password;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<RegistrySecret>(
            "RegistrySecret",
            {reflect::field<&RegistrySecret::username>("username"),
             reflect::field<&RegistrySecret::password>("password")}
        );
        return info;
    }
};

/// What S3 is asked for; see ServiceCall.
struct ObjectRequest {
    std::string bucket;
    std::string key;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<ObjectRequest>(
            "ObjectRequest",
            {reflect::field<&ObjectRequest::bucket>("Bucket"),
             reflect::field<&ObjectRequest::key>("Key")}
        );
        return info;
    }
};

template <class List>
const List& each(const std::optional<List>& list) {
    static const List kNone;
    return list ? *list : kNone;
}

std::string stage_of(Fetch::Kind kind) {
    switch (kind) {
        case Fetch::Kind::Parameters:
            return std::string(kPullingSecrets) + "unable to retrieve secrets from ssm: ";
        case Fetch::Kind::Secret:
            return std::string(kPullingSecrets) + "unable to retrieve secret from asm: ";
        case Fetch::Kind::RegistryLogin:
            return std::string(kPullingSecrets) + "unable to retrieve registry auth from asm: ";
        case Fetch::Kind::EcrToken:
            return std::string(kPullingSecrets) + "unable to retrieve ecr registry auth: ";
        case Fetch::Kind::EnvFile: return kDownloadingFiles;
        case Fetch::Kind::RouterFile: return kDownloadingRouterFile;
    }
    return {};
}

Error refused(Fetch::Kind kind, const std::string& why) {
    return invalid_argument(stage_of(kind) + why);
}

/// By what the payload says, else by its source.
bool is_from_secrets_manager(const api::acs::Secret& secret) {
    if (secret.provider) return *secret.provider == api::acs::SecretProvider::Asm;
    return wire::is_of_secrets_manager(secret.value_from.value_or(""));
}

std::string secret_key(const wire::SecretSource& source) {
    return source.region + "\n" + source.id + "\n" + source.stage + "\n" + source.version_id;
}

std::string parameter_key(const wire::ParameterSource& source) {
    return source.region + "\n" + source.name;
}

bool is_ecr(const api::acs::RegistryAuthenticationData& data) {
    return data.type == api::acs::AuthenticationType::Ecr && data.ecr_auth_data.has_value();
}

bool is_asm(const api::acs::RegistryAuthenticationData& data) {
    return data.type == api::acs::AuthenticationType::Asm && data.asm_auth_data.has_value();
}

std::string region_or(const std::optional<std::string>& named, const std::string& region) {
    return named && !named->empty() ? *named : region;
}

std::string ecr_key(const api::acs::ECRAuthData& data, const std::string& region) {
    return region_or(data.region, region) + "\n" + data.registry_id.value_or("") + "\n" +
           (data.use_execution_role ? "role" : "agent");
}

/// Collects the calls of a task.
class FetchPlanner {
  public:
    explicit FetchPlanner(const std::string& region) : region_(region) {}

    Result<void> add(const api::acs::Container& container) {
        for (const auto& secret : each(container.secrets)) {
            const std::string region = region_or(secret.region, region_);
            const std::string from = secret.value_from.value_or("");
            if (!is_from_secrets_manager(secret)) {
                add_parameter(wire::read_parameter_source(from, region));
            } else if (auto done = add_secret(Fetch::Kind::Secret, from, region); !done) {
                return done;
            }
        }
        for (const auto& file : each(container.environment_files)) {
            if (auto done = add_file(Fetch::Kind::EnvFile, file.value.value_or("")); !done) {
                return done;
            }
        }
        if (const std::string arn = router_object(container); !arn.empty()) {
            if (auto done = add_file(Fetch::Kind::RouterFile, arn); !done) return done;
        }
        if (const auto& login = container.registry_authentication) return add_login(*login);
        return {};
    }

    std::vector<Fetch> take() {
        std::vector<Fetch> all;
        for (const auto& [region, names] : parameters_) {
            for (std::size_t i = 0; i < names.size(); i += kParametersPerCall) {
                const std::size_t end = std::min(names.size(), i + kParametersPerCall);
                all.push_back(parameters_call(
                    region,
                    {names.begin() + static_cast<long>(i), names.begin() + static_cast<long>(end)}
                ));
            }
        }
        std::move(fetches_.begin(), fetches_.end(), std::back_inserter(all));
        return all;
    }

  private:
    static Fetch parameters_call(const std::string& region, std::vector<std::string> names) {
        api::ssm::GetParametersRequest request;
        request.names = names;
        request.with_decryption = true;
        return {
            .kind = Fetch::Kind::Parameters,
            .key = region,
            .what = {},
            .names = std::move(names),
            .service = "ssm",
            .operation = "GetParameters",
            .region = region,
            .body = wire::encode_json(request),
        };
    }

    void add_parameter(const wire::ParameterSource& source) {
        auto& names = parameters_[source.region];
        if (std::ranges::find(names, source.name) == names.end()) names.push_back(source.name);
    }

    Result<void> add_secret(
        Fetch::Kind kind, const std::string& value_from, const std::string& region
    ) {
        auto source = wire::read_secret_source(value_from, region);
        if (!source) return refused(kind, source.error().message);
        api::secretsmanager::GetSecretValueRequest request;
        request.secret_id = source->id;
        if (!source->stage.empty()) request.version_stage = source->stage;
        if (!source->version_id.empty()) request.version_id = source->version_id;
        add_once({
            .kind = kind,
            .key = secret_key(*source),
            .what = source->id,
            .names = {},
            .service = "secretsmanager",
            .operation = "GetSecretValue",
            .region = source->region,
            .body = wire::encode_json(request),
        });
        return {};
    }

    Result<void> add_file(Fetch::Kind kind, const std::string& arn) {
        auto object = wire::read_object_source(arn);
        if (!object) return refused(kind, object.error().message);
        add_once({
            .kind = kind,
            .key = arn,
            .what = arn,
            .names = {},
            .service = "s3",
            .operation = "GetObject",
            .region = region_,
            .body = wire::encode_json(ObjectRequest{object->bucket, object->key}),
        });
        return {};
    }

    Result<void> add_login(const api::acs::RegistryAuthenticationData& data) {
        if (is_asm(data)) {
            const auto& secret = *data.asm_auth_data;
            return add_secret(
                Fetch::Kind::RegistryLogin,
                secret.credentials_parameter.value_or(""),
                region_or(secret.region, region_)
            );
        }
        if (!is_ecr(data)) return {};
        const api::ecr::GetAuthorizationTokenRequest request;
        add_once({
            .kind = Fetch::Kind::EcrToken,
            .key = ecr_key(*data.ecr_auth_data, region_),
            .what = {},
            .names = {},
            .service = "ecr",
            .operation = "GetAuthorizationToken",
            .region = region_or(data.ecr_auth_data->region, region_),
            .body = wire::encode_json(request),
            .as_execution_role = data.ecr_auth_data->use_execution_role,
        });
        return {};
    }

    void add_once(Fetch fetch) {
        if (known_.insert({fetch.kind, fetch.key}).second) fetches_.push_back(std::move(fetch));
    }

    const std::string& region_;
    std::map<std::string, std::vector<std::string>> parameters_;  ///< by Region
    std::set<std::pair<Fetch::Kind, std::string>> known_;
    std::vector<Fetch> fetches_;
};

/// Whether a parameter is what was asked for by that name or ARN, version or label included.
bool is_named(const api::ssm::Parameter& parameter, const std::string& name) {
    const std::string selector = parameter.selector.value_or("");
    for (const auto& known : {parameter.name.value_or(""), parameter.arn.value_or("")}) {
        if (known == name || known + selector == name) return true;
    }
    return false;
}

Result<void> keep_parameters(const Fetch& fetch, const std::string& answer, Fetched& fetched) {
    const auto result = wire::decode_json<api::ssm::GetParametersResult>(answer);
    if (!result) return refused(fetch.kind, "the answer cannot be read");
    std::string missing;
    for (const std::string& name : fetch.names) {
        const auto& all = each(result->parameters);
        const auto found =
            std::ranges::find_if(all, [&](const auto& one) { return is_named(one, name); });
        if (found == all.end() || !found->value) {
            missing += (missing.empty() ? "" : ",") + name;
        } else {
            fetched.parameters.insert_or_assign(parameter_key({fetch.key, name}), *found->value);
        }
    }
    if (missing.empty()) return {};
    return refused(fetch.kind, "invalid ssm parameters: " + missing);
}

Result<void> keep_secret(const Fetch& fetch, const std::string& answer, Fetched& fetched) {
    auto result = wire::decode_json<api::secretsmanager::GetSecretValueResponse>(answer);
    if (!result) return refused(fetch.kind, "the answer cannot be read");
    if (!result->secret_string) {
        return refused(fetch.kind, "secret " + fetch.what + " is binary; only text can be used");
    }
    if (fetch.kind == Fetch::Kind::Secret) {
        fetched.secrets.insert_or_assign(fetch.key, std::move(*result->secret_string));
        return {};
    }
    auto login = wire::decode_json<RegistrySecret>(*result->secret_string);
    if (!login || login->username.empty() || login->password.empty()) {
        return refused(
            fetch.kind, "secret " + fetch.what + " does not hold a username and a password"
        );
    }
    fetched.logins[fetch.key] = {std::move(login->username), std::move(login->password), {}};
    return {};
}

/// The host in front of an image's name, for Docker to send the login to. "team/app" has none.
std::string registry_of(const std::string& image) {
    const std::string first = image.substr(0, std::min(image.find('/'), image.size()));
    const bool host = first.size() < image.size() &&
                      (first.find_first_of(".:") != std::string::npos || first == "localhost");
    return host ? first : std::string();
}

Result<void> keep_token(const Fetch& fetch, const std::string& answer, Fetched& fetched) {
    const auto result = wire::decode_json<api::ecr::GetAuthorizationTokenResponse>(answer);
    std::string login;
    if (result && !each(result->authorization_data).empty()) {
        wire::from_base64(
            result->authorization_data->front().authorization_token.value_or(""), login
        );
    }
    const std::size_t colon = login.find(':');
    if (colon == std::string::npos) return refused(fetch.kind, "the answer holds no token");
    const std::string proxy = result->authorization_data->front().proxy_endpoint.value_or("");
    const std::size_t scheme = proxy.find("://");
    fetched.logins[fetch.key] = {
        login.substr(0, colon),
        login.substr(colon + 1),
        scheme == std::string::npos ? proxy : registry_of(proxy.substr(scheme + 3) + "/"),
    };
    return {};
}

Result<std::string> value_of(
    const api::acs::Secret& secret, const Fetched& fetched, const std::string& region
) {
    const std::string from = secret.value_from.value_or("");
    const std::string where = region_or(secret.region, region);
    if (!is_from_secrets_manager(secret)) {
        const auto found =
            fetched.parameters.find(parameter_key(wire::read_parameter_source(from, where)));
        if (found != fetched.parameters.end()) return found->second;
        return refused(Fetch::Kind::Parameters, "invalid ssm parameters: " + from);
    }
    const auto source = wire::read_secret_source(from, where);
    if (!source) return refused(Fetch::Kind::Secret, source.error().message);
    const auto found = fetched.secrets.find(secret_key(*source));
    if (found == fetched.secrets.end()) {
        return refused(Fetch::Kind::Secret, "secret " + from + " was not fetched");
    }
    if (source->json_key.empty()) return found->second;
    auto picked = wire::pick_json_key(found->second, source->json_key);
    if (!picked) return refused(Fetch::Kind::Secret, picked.error().message);
    return *std::move(picked);
}

std::optional<runtime::RegistryAuth> login_of(
    const api::acs::Container& container, const Fetched& fetched, const std::string& region
) {
    const auto& data = container.registry_authentication;
    if (!data) return std::nullopt;
    std::string key;
    if (is_ecr(*data)) {
        key = ecr_key(*data->ecr_auth_data, region);
    } else if (is_asm(*data)) {
        const auto& secret = *data->asm_auth_data;
        const auto source = wire::read_secret_source(
            secret.credentials_parameter.value_or(""), region_or(secret.region, region)
        );
        if (source) key = secret_key(*source);
    }
    const auto found = fetched.logins.find(key);
    if (found == fetched.logins.end()) return std::nullopt;
    runtime::RegistryAuth login = found->second;
    const std::string registry = registry_of(container.image.value_or(""));
    // ECR's is for the registry that it names and nobody else, as with "docker login".
    if (!login.server.empty() && login.server != registry) return std::nullopt;
    login.server = registry;
    return login;
}

}  // namespace

bool needs_fetching(const api::acs::Task& task) {
    return std::ranges::any_of(each(task.containers), [](const api::acs::Container& container) {
        const auto& login = container.registry_authentication;
        return !each(container.secrets).empty() || !each(container.environment_files).empty() ||
               !router_object(container).empty() || (login && (is_ecr(*login) || is_asm(*login)));
    });
}

Result<std::vector<Fetch>> plan_fetches(const api::acs::Task& task, const std::string& region) {
    FetchPlanner planner(region);
    for (const auto& container : each(task.containers)) {
        if (auto added = planner.add(container); !added) return added.error();
    }
    return planner.take();
}

Result<void> keep_answer(const Fetch& fetch, const std::string& answer, Fetched& fetched) {
    switch (fetch.kind) {
        case Fetch::Kind::Parameters: return keep_parameters(fetch, answer, fetched);
        case Fetch::Kind::Secret:
        case Fetch::Kind::RegistryLogin: return keep_secret(fetch, answer, fetched);
        case Fetch::Kind::EcrToken: return keep_token(fetch, answer, fetched);
        case Fetch::Kind::EnvFile:
        case Fetch::Kind::RouterFile:
            if (answer.size() > kMaxFile) {
                return refused(fetch.kind, fetch.what + " is larger than 1 MiB");
            }
            fetched.files.insert_or_assign(fetch.key, answer);
            break;
    }
    return {};
}

Result<ContainerResources> container_resources(
    const api::acs::Container& container, const Fetched& fetched, const std::string& region
) {
    ContainerResources resources;
    for (const auto& secret : each(container.secrets)) {
        auto value = value_of(secret, fetched, region);
        if (!value) return value.error();
        if (secret.type == api::acs::SecretType::MountPoint) {
            resources.mounted.insert_or_assign(secret.container_path.value_or(""), *value);
            if (!sabotaged(Sabotage::FileInEnvironment)) continue;
        }
        auto& to = secret.target == api::acs::SecretTarget::LogDriver ? resources.log_options
                                                                      : resources.secrets;
        to.insert_or_assign(secret.name.value_or(""), *std::move(value));
    }
    for (const auto& file : each(container.environment_files)) {
        const std::string arn = file.value.value_or("");
        const auto found = fetched.files.find(arn);
        if (found == fetched.files.end()) {
            return refused(Fetch::Kind::EnvFile, arn + " was not fetched");
        }
        if (auto read = read_env_file(found->second, resources.files); !read) {
            return refused(Fetch::Kind::EnvFile, arn + ": " + read.error().message);
        }
    }
    if (const std::string arn = router_object(container); !arn.empty()) {
        const auto found = fetched.files.find(arn);
        if (found == fetched.files.end()) {
            return refused(Fetch::Kind::RouterFile, arn + " was not fetched");
        }
        resources.router_file = found->second;
    }
    resources.login = login_of(container, fetched, region);
    return resources;
}

std::string failure_reason(const Fetch& fetch, const Error& why, int retries) {
    std::string text = stage_of(fetch.kind);
    if (retries > 0) {
        text += fmt::format("service call has been retried {} time(s): ", retries);
    }
    if (fetch.kind == Fetch::Kind::Secret || fetch.kind == Fetch::Kind::RegistryLogin) {
        text += "failed to fetch secret " + fetch.what + " from secrets manager: ";
    }
    const bool file = fetch.kind == Fetch::Kind::EnvFile || fetch.kind == Fetch::Kind::RouterFile;
    if (file) text += fetch.what + ": ";
    if (!why.code.empty()) text += why.code + ": ";
    return text + why.message;
}

}  // namespace gantry::agent
