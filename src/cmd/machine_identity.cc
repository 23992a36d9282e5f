#include "cmd/machine_identity.h"

#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <future>

#include "base/log.h"
#include "cmd/addresses.h"
#include "cmd/version.h"
#include "control/secret_file.h"
#include "store/data_directory.h"
#include "wire/digest.h"
#include "wire/error_codec.h"
#include "wire/json_codec.h"

namespace gantry::cmd {
namespace {

constexpr std::size_t kSeedBytes = 32;
constexpr Duration kMachinePatience{30'000};
constexpr Duration kFirstPause{2'000};
constexpr Duration kLongestPause{60'000};
/// Before they expire they are no longer used: calls under way have to arrive.
constexpr Duration kSpare{60'000};

std::string key_path(const std::string& data_dir) {
    return data_dir + "/machine.key";
}
std::string identity_path(const std::string& data_dir) {
    return data_dir + "/machine.json";
}

std::string draw_seed() {
    std::string seed(kSeedBytes, '\0');
    while (getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size())) {
    }
    return wire::to_base64(seed);
}

Result<wire::KeyPair> open_key(const std::string& data_dir) {
    std::error_code failed;
    std::filesystem::create_directories(data_dir, failed);
    if (failed) return unavailable("cannot make " + data_dir + ": " + failed.message());
    // While it is empty: with a key in it, it would be another's.
    if (auto open_to_others = store::keep_private(data_dir)) return *std::move(open_to_others);
    const auto text = control::read_or_make_secret(key_path(data_dir), draw_seed);
    if (!text) return text.error();
    std::string seed;
    if (!wire::from_base64(*text, seed) || seed.size() != kSeedBytes) {
        return invalid_argument(
            key_path(data_dir) +
            " is no key; restore it, or remove it and machine.json and join "
            "again with a new activation"
        );
    }
    return wire::KeyPair::from_seed(seed);
}

/// A value of /etc/os-release, without its quotes.
std::string os_release(const std::string& name) {
    std::ifstream file("/etc/os-release");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(name + "=")) continue;
        std::string value = line.substr(name.size() + 1);
        std::erase(value, '"');
        return value;
    }
    return {};
}

ssm::MachineFacts facts_of(const MachineOptions& options) {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    return {
        .agent_version = kVersion,
        .computer_name = host.data(),
        .ip_address = options.address,
        .platform_name = os_release("NAME"),
        .platform_version = os_release("VERSION_ID"),
    };
}

Result<ssm::MachineCredentials> read_given(const Result<net::HttpResponse>& response) {
    if (!response) return response.error();
    if (response->status != 200) return wire::decode_error(response->status, response->body);
    auto given = wire::decode_json<ssm::MachineCredentials>(response->body);
    SysTime when;
    if (!given || given->instance_id.empty() || !parse_iso8601(given->expiration, when)) {
        return unavailable("the control plane's answer cannot be read");
    }
    return given;
}

bool is_deregistered(const Error& why) {
    return why.code == "InvalidInstanceId";
}

}  // namespace

bool MachineIdentity::exists(const std::string& data_dir) {
    return access(identity_path(data_dir).c_str(), F_OK) == 0;
}

Result<std::unique_ptr<MachineIdentity>> MachineIdentity::open(
    MachineOptions options, net::HttpClient& client
) {
    auto key = open_key(options.data_dir);
    if (!key) return key.error();
    const bool known = exists(options.data_dir);
    auto machine = std::unique_ptr<MachineIdentity>(
        new MachineIdentity(std::move(options), client, *std::move(key))
    );
    if (auto done = known ? machine->load() : machine->enter(); !done) return done.error();
    return machine;
}

MachineIdentity::~MachineIdentity() {
    if (!loop_) return;
    gate_->shut();
    loop_->stop();
}

Result<void> MachineIdentity::load() {
    const std::string path = identity_path(options_.data_dir);
    const auto text = control::read_secret(path);
    if (!text) return text.error();
    auto who = wire::decode_json<ssm::MachineCredentials>(*text);
    if (!who || who->instance_id.empty() || who->region.empty()) {
        return invalid_argument(path + " says nothing that can be read; restore it");
    }
    who_ = *std::move(who);
    return {};
}

/// The first time. Who it is, is on disk before anything is done with it.
Result<void> MachineIdentity::enter() {
    if (!options_.join) {
        return invalid_argument(
            "this machine has not joined yet; give an activation with --join ID:CODE"
        );
    }
    ssm::RegisterMachine message{
        .activation_id = options_.join->activation_id,
        .activation_code = options_.join->activation_code,
        .public_key = key_.public_key(),
        .facts = facts_of(options_),
        .signed_at = time_to_sign(),
        .signature = {},
    };
    message.signature = key_.sign(message.text_to_sign());
    const auto given = ask_and_wait(ssm::kRegisterPath, wire::encode_json(message));
    if (!given) return given.error();
    who_ = {.instance_id = given->instance_id, .account = given->account, .region = given->region};
    const auto kept = control::read_or_make_secret(identity_path(options_.data_dir), [this] {
        return wire::encode_json(who_);
    });
    if (!kept) return kept.error();
    take(*given);
    return {};
}

/// Later than any before: what was signed once opens nothing a second time.
std::string MachineIdentity::time_to_sign() {
    last_signed_ = std::max(RealClock{}.now(), last_signed_ + Duration{1});
    return format_iso8601(last_signed_);
}

void MachineIdentity::ask(
    std::string_view path,
    std::string body,
    std::function<void(Result<ssm::MachineCredentials>)> done
) {
    const auto endpoint = read_endpoint(options_.endpoint);
    if (!endpoint) return done(endpoint.error());
    net::HttpRequest request;
    request.method = "POST";
    request.target = path;
    request.headers.add("Host", endpoint->host + ":" + std::to_string(endpoint->port));
    request.headers.add("Content-Type", "application/json");
    request.body = std::move(body);
    client_.request(
        *endpoint,
        std::move(request),
        kMachinePatience,
        [done = std::move(done)](const Result<net::HttpResponse>& response) {
            done(read_given(response));
        }
    );
}

Result<ssm::MachineCredentials> MachineIdentity::ask_and_wait(
    std::string_view path, std::string body
) {
    std::promise<Result<ssm::MachineCredentials>> answered;
    ask(path, std::move(body), [&answered](Result<ssm::MachineCredentials> given) {
        answered.set_value(std::move(given));
    });
    return answered.get_future().get();
}

void MachineIdentity::take(const ssm::MachineCredentials& given) {
    const std::lock_guard lock(mutex_);
    given_ = wire::Credentials{
        .access_key_id = given.access_key_id,
        .secret_access_key = given.secret_access_key,
        .session_token = given.session_token,
    };
    parse_iso8601(given.expiration, expires_);
}

std::optional<wire::Credentials> MachineIdentity::credentials() const {
    const std::lock_guard lock(mutex_);
    if (given_ && RealClock{}.now() + kSpare < expires_) return given_;
    return std::nullopt;
}

void MachineIdentity::keep(std::function<void(const Error& why)> on_refused) {
    on_refused_ = std::move(on_refused);
    loop_ = std::make_unique<ThreadLoop>("machine");
    gate_ = std::make_shared<LoopGate>(*loop_);
    loop_->post([this] { renew(); });
}

void MachineIdentity::renew() {
    ssm::AskForCredentials message{
        .instance_id = who_.instance_id,
        .facts = facts_of(options_),
        .signed_at = time_to_sign(),
        .signature = {},
    };
    message.signature = key_.sign(message.text_to_sign());
    ask(ssm::kCredentialsPath,
        wire::encode_json(message),
        [this, gate = gate_](const Result<ssm::MachineCredentials>& given) {
            gate->post([this, given] { on_renewed(given); });
        });
}

void MachineIdentity::on_renewed(const Result<ssm::MachineCredentials>& given) {
    Duration next = options_.ping;
    if (given) {
        pause_ = Duration{0};
        take(*given);
    } else if (is_deregistered(given.error())) {
        {
            const std::lock_guard lock(mutex_);
            given_.reset();
        }
        return on_refused_(given.error());
    } else {
        pause_ = std::min(std::max(pause_ * 2, kFirstPause), kLongestPause);
        next = pause_;
        log_warn(
            "machine_credentials_not_renewed",
            {{"instance", who_.instance_id},
             {"code", given.error().code},
             {"why", given.error().message}}
        );
    }
    loop_->call_after(next, [this] { renew(); });
}

}  // namespace gantry::cmd
