#include "services/ecr/model/manifest.h"

#include <optional>
#include <set>

#include "base/reflect.h"
#include "services/ecr/model/errors.h"
#include "services/ecr/model/names.h"
#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::ecr {
namespace {

struct Descriptor {
    std::string media_type;
    std::string digest;
    std::int64_t size = 0;

    static const reflect::TypeInfo& type_info();
};

struct Document {
    std::int64_t schema_version = 0;
    std::string media_type;
    std::string artifact_type;
    std::optional<Descriptor> config;
    std::optional<std::vector<Descriptor>> layers;
    std::optional<std::vector<Descriptor>> manifests;
    std::optional<Descriptor> subject;

    static const reflect::TypeInfo& type_info();
};

struct Annotated {
    std::map<std::string, std::string> annotations;

    static const reflect::TypeInfo& type_info();
};

const reflect::TypeInfo& Annotated::type_info() {
    static const reflect::TypeInfo info = reflect::structure<Annotated>(
        "Annotated", {reflect::field<&Annotated::annotations>("annotations")}
    );
    return info;
}

const reflect::TypeInfo& Descriptor::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Descriptor>(
        "Descriptor",
        {
            field<&Descriptor::media_type>("mediaType"),
            field<&Descriptor::digest>("digest"),
            field<&Descriptor::size>("size"),
        }
    );
    return info;
}

const reflect::TypeInfo& Document::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Document>(
        "Manifest",
        {
            field<&Document::schema_version>("schemaVersion"),
            field<&Document::media_type>("mediaType"),
            field<&Document::artifact_type>("artifactType"),
            field<&Document::config>("config"),
            field<&Document::layers>("layers"),
            field<&Document::manifests>("manifests"),
            field<&Document::subject>("subject"),
        }
    );
    return info;
}

Error bad_manifest() {
    return invalid_parameter(
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"
    );
}

Error unknown_type() {
    return invalid_parameter(
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Unsupported manifest "
        "media type'"
    );
}

/// OCI's need not say what they are.
std::string type_of(const Document& document, std::string_view sent) {
    if (!sent.empty()) return std::string(sent);
    if (!document.media_type.empty()) return document.media_type;
    return std::string(document.manifests ? kOciIndex : kOciManifest);
}

Result<void> add_blob(const Descriptor& blob, std::set<std::string>& known, Manifest& manifest) {
    // No blob is that large, and sums stay what they are.
    constexpr std::int64_t kMostBytes = std::int64_t{1} << 50U;
    if (!is_digest(blob.digest) || blob.size < 0 || blob.size > kMostBytes) return bad_manifest();
    if (known.insert(blob.digest).second) manifest.blobs.push_back(blob.digest);
    if (manifest.size > kMostBytes) return bad_manifest();
    manifest.size += blob.size;
    return {};
}

Result<void> add_image(const Document& document, Manifest& manifest) {
    if (!document.config || !document.layers) return bad_manifest();
    std::set<std::string> known;
    if (auto good = add_blob(*document.config, known, manifest); !good) return good;
    for (const Descriptor& layer : *document.layers) {
        if (auto good = add_blob(layer, known, manifest); !good) return good;
    }
    manifest.artifact_media_type =
        document.artifact_type.empty() ? document.config->media_type : document.artifact_type;
    return {};
}

Result<void> add_list(const Document& document, Manifest& manifest) {
    if (!document.manifests) return bad_manifest();
    std::set<std::string> known;
    for (const Descriptor& child : *document.manifests) {
        if (!is_digest(child.digest)) return bad_manifest();
        if (known.insert(child.digest).second) manifest.children.push_back(child.digest);
    }
    manifest.artifact_media_type = document.artifact_type;
    return {};
}

}  // namespace

Result<Manifest> read_manifest(std::string_view text, std::string_view media_type) {
    if (text.size() > kMaxManifest) return bad_manifest();
    const auto document = wire::decode_json<Document>(text);
    if (!document) return bad_manifest();
    if (document->schema_version != 2) return unknown_type();
    Manifest manifest{.media_type = type_of(*document, media_type)};
    const bool is_image =
        manifest.media_type == kDockerManifest || manifest.media_type == kOciManifest;
    if (!is_image && !manifest.is_list()) return unknown_type();
    // What is one thing to some and another to others is neither (CVE-2021-41190).
    if (is_image ? document->manifests.has_value() : document->layers.has_value()) {
        return bad_manifest();
    }
    if (!document->media_type.empty() && document->media_type != manifest.media_type) {
        return bad_manifest();
    }
    auto good = is_image ? add_image(*document, manifest) : add_list(*document, manifest);
    if (!good) return good.error();
    if (document->subject) {
        if (!is_digest(document->subject->digest)) return bad_manifest();
        manifest.subject = document->subject->digest;
    }
    return manifest;
}

std::map<std::string, std::string> annotations_of(std::string_view text) {
    auto read = wire::decode_json<Annotated>(text);
    return read ? std::move(read->annotations) : std::map<std::string, std::string>{};
}

std::string digest_of(std::string_view text) {
    return "sha256:" + wire::to_hex(wire::sha256(text));
}

}  // namespace gantry::ecr
