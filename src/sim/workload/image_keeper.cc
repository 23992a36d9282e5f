#include "sim/workload/image_keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "api/ecr/batch_delete_image_response.h"
#include "api/ecr/describe_images_response.h"
#include "sim/workload/tries.h"
#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr std::uint64_t kRepositories = 2;
constexpr std::size_t kImagesMax = 10;

/// Two images without a tag stay, and one whose tag begins with kExpiringTag.
constexpr const char* kPolicy =
    R"({"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged",)"
    R"("countType":"imageCountMoreThan","countNumber":2},"action":{"type":"expire"}},)"
    R"({"rulePriority":2,"selection":{"tagStatus":"tagged","tagPrefixList":["dev-"],)"
    R"("countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]})";

std::string quoted(const std::string& text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

std::string manifest(int number) {
    const auto blob = [](int which) {
        return fmt::format(
            R"({{"mediaType":"application/octet-stream","size":9,"digest":"sha256:{:064x}"}})",
            which
        );
    };
    return fmt::format(
        R"({{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",)"
        R"("config":{},"layers":[{}]}})",
        blob(number),
        blob(0)
    );
}

bool may_expire(const std::string& tag) {
    return tag.empty() || tag.starts_with(kExpiringTag);
}

/// The images that are left of these; nothing: the list is none of theirs.
std::optional<KeptImages> match(
    const KeptRepository& repository,
    const KeptImages& images,
    const std::map<std::string, std::string>& listed
) {
    KeptImages left = images;
    for (const auto& [digest, tag] : listed) {
        const auto known = images.find(digest);
        if (known == images.end() || known->second != tag) return std::nullopt;
    }
    std::erase_if(left, [&](const auto& image) {
        return repository.expires && may_expire(image.second) && !listed.contains(image.first);
    });
    if (left.size() != listed.size()) return std::nullopt;
    return left;
}

/// "sha256:0123456 dev-1, sha256:789abcd -"
template <typename Images>
std::string told(const Images& images) {
    std::string out;
    for (const auto& [digest, tag] : images) {
        out += fmt::format(
            "{}{} {}", out.empty() ? "" : ", ", digest.substr(0, 15), tag.empty() ? "-" : tag
        );
    }
    return out.empty() ? "none" : out;
}

}  // namespace

std::string KeptRepository::holder(const std::string& tag) const {
    const auto found = std::ranges::find_if(images, [&tag](const auto& image) {
        return !tag.empty() && image.second == tag;
    });
    return found == images.end() ? std::string() : found->first;
}

std::string judge_images(KeptRepository& repository, const std::vector<ListedImage>& listed) {
    std::map<std::string, std::string> shown;
    std::set<std::string> tags;
    for (const ListedImage& image : listed) {
        if (image.tags.size() > 1) return image.digest + " has several tags";
        const std::string tag = image.tags.empty() ? std::string() : image.tags.front();
        if (!tag.empty() && !tags.insert(tag).second) return "two images have the tag " + tag;
        if (!shown.emplace(image.digest, tag).second) return image.digest + " is listed twice";
    }
    auto now = match(repository, repository.images, shown);
    if (!now && repository.or_these) now = match(repository, *repository.or_these, shown);
    if (!now) {
        const std::string other = repository.or_these ? " or " + told(*repository.or_these) : "";
        return fmt::format(
            "acknowledged are the images {}{}; there are {}",
            told(repository.images),
            other,
            told(shown)
        );
    }
    repository.images = *std::move(now);
    repository.or_these.reset();
    return {};
}

void ImageKeeper::act() {
    const std::uint64_t which = random().below(kRepositories);
    KeptRepository& repository = repositories_[which];
    if (repository.name.empty()) repository.name = fmt::format("repository-{}", which);
    if (!repository.there) return create_repository(repository);
    if (repository.in_doubt) return settle(repository);
    if (repository.or_these) return look(repository);
    switch (random().below(20)) {
        case 0: return delete_repository(repository);
        case 1: return set_policy(repository);
        case 2:
        case 3:
        case 4: return remove(repository);
        case 5:
        case 6:
        case 7:
        case 8: return look(repository);
        default: break;
    }
    if (repository.images.size() >= kImagesMax) return remove(repository);
    push(repository);
}

void ImageKeeper::read_everything() {
    expect_answers();
    for (auto& [which, repository] : repositories_) {
        if (!repository.there) continue;
        queue([this, &kept = repository] { look(kept); });
    }
    schedule_next();
}

Asked ImageKeeper::on_repository(
    const KeptRepository& repository, const std::string& operation, const std::string& more
) const {
    return as_root(
        "ecr", operation, fmt::format(R"({{"repositoryName":"{}"{}}})", repository.name, more)
    );
}

void ImageKeeper::change(
    KeptRepository& repository,
    const std::string& operation,
    const std::string& more,
    const std::string& done_before,
    std::function<void()> changed
) {
    ask(on_repository(repository, operation, more),
        kChangeTries,
        [this, &repository, operation, done_before, changed = std::move(changed)](
            const Result<std::string>& answer
        ) {
            if (outcome_is_unknown(answer)) {
                repository = {.name = repository.name, .names = repository.names + 1};
                repository.name += fmt::format("-{}", repository.names);
            } else if (answer || answer.error().code == done_before) {
                changed();
            } else {
                wrong(fmt::format(
                    "{} of {} is refused: {}", operation, repository.name, answer.error().message
                ));
            }
        });
}

void ImageKeeper::create_repository(KeptRepository& repository) {
    repository.immutable = random().chance(0.5);
    change(
        repository,
        "CreateRepository",
        repository.immutable ? R"(,"imageTagMutability":"IMMUTABLE")" : "",
        "RepositoryAlreadyExistsException",
        [&repository] { repository.there = true; }
    );
}

void ImageKeeper::delete_repository(KeptRepository& repository) {
    change(
        repository,
        "DeleteRepository",
        R"(,"force":true)",
        "RepositoryNotFoundException",
        [&repository] { repository = {.name = repository.name, .names = repository.names}; }
    );
}

void ImageKeeper::set_policy(KeptRepository& repository) {
    repository.expires = true;
    const std::string more = R"(,"lifecyclePolicyText":)" + quoted(kPolicy);
    change(repository, "PutLifecyclePolicy", more, {}, [] {});
}

/// A disk that did not say what became of a change tells it when it works again: what is read
/// before may lack what is there later.
void ImageKeeper::settle(KeptRepository& repository) {
    const std::string more = fmt::format(
        R"(,"resourceArn":"arn:aws:ecr:{}:{}:repository/{}","tags":[{{"Key":"n","Value":"{}"}}])",
        aws::kDefaultRegion,
        aws::kDefaultAccount,
        repository.name,
        next_number_++
    );
    ask(on_repository(repository, "TagResource", more),
        kOnce,
        [this, &repository](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) wrong("TagResource is refused: " + answer.error().message);
            repository.in_doubt = false;
        });
}

void ImageKeeper::doubt(KeptRepository& repository, KeptImages after) {
    repository.or_these = std::move(after);
    repository.in_doubt = true;
}

void ImageKeeper::push(KeptRepository& repository) {
    const std::string text = manifest(next_number_++);
    const std::string digest = "sha256:" + wire::to_hex(wire::sha256(text));
    std::string tag;
    if (random().chance(0.8)) {
        const bool expires = random().chance(0.4);
        tag = fmt::format("{}{}", expires ? kExpiringTag : "v", random().below(4));
    }
    KeptImages after = repository.images;
    const std::string holder = repository.holder(tag);
    if (!holder.empty()) after[holder].clear();
    after[digest] = tag;
    std::string more = R"(,"imageManifest":)" + quoted(text);
    if (!tag.empty()) more += fmt::format(R"(,"imageTag":"{}")", tag);
    ask(on_repository(repository, "PutImage", more),
        kOnce,
        [this, &repository, tag, after](const Result<std::string>& answer) {
            note_push(repository, tag, after, answer);
        });
}

/// What has the tag may have expired meanwhile; then it is not in the way.
void ImageKeeper::note_push(
    KeptRepository& repository,
    const std::string& tag,
    const KeptImages& after,
    const Result<std::string>& answer
) {
    const std::string holder = repository.holder(tag);
    const bool stays = repository.immutable && !holder.empty();
    const bool surely = stays && !(repository.expires && may_expire(tag));
    const bool refused = !answer && answer.error().code == "ImageTagAlreadyExistsException";
    if (outcome_is_unknown(answer)) {
        if (!surely) doubt(repository, after);
    } else if (refused) {
        if (!stays) wrong(fmt::format("{} of {} is in the way", tag, repository.name));
    } else if (!answer) {
        wrong(
            fmt::format("PutImage into {} is refused: {}", repository.name, answer.error().message)
        );
    } else {
        if (surely) wrong(fmt::format("the immutable {} of {} moves", tag, repository.name));
        repository.images = after;
        if (stays) repository.images.erase(holder);
    }
}

void ImageKeeper::remove(KeptRepository& repository) {
    if (repository.images.empty()) return;
    const auto place = std::next(
        repository.images.begin(),
        static_cast<std::ptrdiff_t>(random().below(repository.images.size()))
    );
    const std::string digest = place->first;
    const bool may_be_gone = repository.expires && may_expire(place->second);
    KeptImages after = repository.images;
    after.erase(digest);
    ask(on_repository(
            repository,
            "BatchDeleteImage",
            fmt::format(R"(,"imageIds":[{{"imageDigest":"{}"}}])", digest)
        ),
        kOnce,
        [this, &repository, after, may_be_gone](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) {
                return doubt(repository, after);
            }
            if (!answer) return wrong("BatchDeleteImage is refused: " + answer.error().message);
            const auto out = wire::decode_json<api::ecr::BatchDeleteImageResponse>(*answer);
            const bool failed = out->failures && !out->failures->empty();
            if (failed && !may_be_gone) wrong("an image of " + repository.name + " is lost");
            repository.images = after;
        });
}

void ImageKeeper::look(KeptRepository& repository) {
    look_page(std::make_shared<Listing>(Listing{.repository = repository}));
}

void ImageKeeper::look_page(const ListingPtr& listing) {
    std::string more = fmt::format(R"(,"maxResults":{})", random().between(1, 8));
    if (!listing->token.empty()) more += fmt::format(R"(,"nextToken":"{}")", listing->token);
    ask(on_repository(listing->repository, "DescribeImages", more),
        kReadTries,
        [this, listing](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            const std::string& name = listing->repository.name;
            if (!answer) return wrong(name + " cannot be described: " + answer.error().message);
            const auto page = wire::decode_json<api::ecr::DescribeImagesResponse>(*answer);
            for (const auto& image : *page->image_details) {
                listing->images.push_back(
                    {*image.image_digest, image.image_tags.value_or(std::vector<std::string>{})}
                );
            }
            listing->token = page->next_token.value_or("");
            if (!listing->token.empty()) {
                return queue([this, listing] { look_page(listing); });
            }
            const std::string what = judge_images(listing->repository, listing->images);
            if (!what.empty()) wrong(fmt::format("{}: {}", name, what));
        });
}

}  // namespace gantry::sim
