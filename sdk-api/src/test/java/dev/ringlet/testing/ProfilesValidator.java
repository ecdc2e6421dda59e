// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a request against the rules of profiles.proto and against what known receivers refuse
 * although the protocol allows it. Fails by AssertionError.
 */
public final class ProfilesValidator {
  private final ExportProfilesServiceRequest request;
  private final ProfilesDictionary dictionary;
  private final BitSet strings = new BitSet();
  private final BitSet functions = new BitSet();
  private final BitSet locations = new BitSet();
  private final BitSet stacks = new BitSet();
  private final BitSet links = new BitSet();
  private final BitSet attributes = new BitSet();

  private ProfilesValidator(ExportProfilesServiceRequest request) {
    this.request = request;
    dictionary = request.getDictionary();
  }

  /** Parses and checks a request. */
  public static ExportProfilesServiceRequest check(byte[] bytes) {
    try {
      ExportProfilesServiceRequest request = ExportProfilesServiceRequest.parseFrom(bytes);
      check(request);
      return request;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a request", e);
    }
  }

  /** Checks a request. */
  public static void check(ExportProfilesServiceRequest request) {
    ProfilesValidator validator = new ProfilesValidator(request);
    noUnknownFields(request);
    validator.zeroEntries();
    validator.noDuplicates();
    assertThat(request.getResourceProfilesList()).hasSize(1);
    request.getResourceProfilesList().forEach(validator::resource);
    validator.references();
    validator.noOrphans();
  }

  private static void noUnknownFields(Message message) {
    assertThat(message.getUnknownFields().asMap()).as("unknown fields").isEmpty();
    for (Object value : message.getAllFields().values()) {
      for (Object element : value instanceof List<?> list ? list : List.of(value)) {
        if (element instanceof Message inner) {
          noUnknownFields(inner);
        }
      }
    }
  }

  private void zeroEntries() {
    assertThat(dictionary.getStringTable(0)).isEmpty();
    assertThat(dictionary.getMappingTable(0)).isEqualTo(Mapping.getDefaultInstance());
    assertThat(dictionary.getLocationTable(0)).isEqualTo(Location.getDefaultInstance());
    assertThat(dictionary.getFunctionTable(0)).isEqualTo(Function.getDefaultInstance());
    assertThat(dictionary.getAttributeTable(0)).isEqualTo(KeyValueAndUnit.getDefaultInstance());
    assertThat(dictionary.getStackTable(0)).isEqualTo(Stack.getDefaultInstance());
    assertThat(dictionary.getLinkTable(0)).isEqualTo(Link.getDefaultInstance());
  }

  private void noDuplicates() {
    assertThat(dictionary.getStringTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getMappingTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getLocationTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getFunctionTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getAttributeTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getStackTableList()).doesNotHaveDuplicates();
    assertThat(dictionary.getLinkTableList()).doesNotHaveDuplicates();
  }

  private void resource(ResourceProfiles resource) {
    for (KeyValue attribute : resource.getResource().getAttributesList()) {
      assertThat(attribute.getKey()).as("receivers do not resolve key_strindex").isNotEmpty();
      assertThat(attribute.getKeyStrindex()).isZero();
    }
    assertThat(resource.getScopeProfilesList()).isNotEmpty();
    resource.getScopeProfilesList().forEach(this::scope);
  }

  private void scope(ScopeProfiles scope) {
    assertThat(scope.getScope().getName()).isNotEmpty();
    assertThat(scope.getProfilesList()).isNotEmpty();
    List<Sample> first = scope.getProfiles(0).getSamplesList();
    for (Profile profile : scope.getProfilesList()) {
      // The pprof translator puts the profiles of one scope side by side.
      assertThat(profile.getSamplesList().stream().map(ProfilesValidator::identity))
          .containsExactlyElementsOf(first.stream().map(ProfilesValidator::identity).toList());
      profile(profile);
    }
  }

  private static List<Object> identity(Sample sample) {
    return List.of(
        sample.getStackIndex(),
        Set.copyOf(sample.getAttributeIndicesList()),
        sample.getLinkIndex());
  }

  private void profile(Profile profile) {
    assertThat(profile.getSamplesList()).as("Parca refuses an empty profile").isNotEmpty();
    assertThat(profile.getSampleType().getTypeStrindex()).isPositive();
    strings.set(profile.getSampleType().getTypeStrindex());
    strings.set(profile.getSampleType().getUnitStrindex());
    strings.set(profile.getPeriodType().getTypeStrindex());
    strings.set(profile.getPeriodType().getUnitStrindex());
    assertThat(profile.getTimeUnixNano()).isPositive();
    assertThat(profile.getDurationNano()).isPositive();
    assertThat(profile.getPeriod()).isNotNegative();
    assertThat(profile.getProfileId().size()).isIn(0, 16);
    assertThat(profile.getOriginalPayload().isEmpty())
        .isEqualTo(profile.getOriginalPayloadFormat().isEmpty());
    attributeList(profile.getAttributeIndicesList());
    Set<List<Object>> identities = new HashSet<>();
    for (Sample sample : profile.getSamplesList()) {
      sample(sample, profile);
      assertThat(identities.add(identity(sample))).as("samples of one identity merged").isTrue();
    }
  }

  private void sample(Sample sample, Profile profile) {
    assertThat(sample.getValuesCount()).as("shape B: one value").isEqualTo(1);
    assertThat(sample.getTimestampsUnixNanoCount()).isZero();
    assertThat(sample.getValues(0)).as("Parca drops zeros").isPositive();
    for (long time : sample.getTimestampsUnixNanoList()) {
      assertThat(time - profile.getTimeUnixNano()).isBetween(0L, profile.getDurationNano() - 1);
    }
    assertThat(sample.getStackIndex()).isBetween(1, dictionary.getStackTableCount() - 1);
    stacks.set(sample.getStackIndex());
    assertThat(sample.getLinkIndex()).isBetween(0, dictionary.getLinkTableCount() - 1);
    links.set(sample.getLinkIndex());
    attributeList(sample.getAttributeIndicesList());
  }

  private void attributeList(List<Integer> indices) {
    assertThat(indices).allMatch(i -> i > 0 && i < dictionary.getAttributeTableCount());
    assertThat(indices.stream().map(i -> dictionary.getAttributeTable(i).getKeyStrindex()))
        .as("keys are unique within a list")
        .doesNotHaveDuplicates();
    indices.forEach(attributes::set);
  }

  private void references() {
    for (int i = stacks.nextSetBit(0); i >= 0; i = stacks.nextSetBit(i + 1)) {
      List<Integer> frames = dictionary.getStackTable(i).getLocationIndicesList();
      assertThat(frames).allMatch(l -> l > 0 && l < dictionary.getLocationTableCount());
      frames.forEach(locations::set);
    }
    for (int i = locations.nextSetBit(0); i >= 0; i = locations.nextSetBit(i + 1)) {
      location(dictionary.getLocationTable(i));
    }
    for (int i = functions.nextSetBit(0); i >= 0; i = functions.nextSetBit(i + 1)) {
      Function function = dictionary.getFunctionTable(i);
      assertThat(function.getNameStrindex()).isPositive();
      strings.set(function.getNameStrindex());
      strings.set(function.getSystemNameStrindex());
      strings.set(function.getFilenameStrindex());
    }
    for (int i = attributes.nextSetBit(0); i >= 0; i = attributes.nextSetBit(i + 1)) {
      KeyValueAndUnit attribute = dictionary.getAttributeTable(i);
      assertThat(attribute.getKeyStrindex()).isPositive();
      assertThat(attribute.getValue().getValueCase())
          .as("Parca reads no string_value_strindex; floats would not merge")
          .isIn(
              AnyValue.ValueCase.STRING_VALUE,
              AnyValue.ValueCase.INT_VALUE,
              AnyValue.ValueCase.BOOL_VALUE);
      strings.set(attribute.getKeyStrindex());
      strings.set(attribute.getUnitStrindex());
    }
    links.stream().filter(i -> i > 0).forEach(this::link);
  }

  private void location(Location location) {
    assertThat(location.getMappingIndex()).as("Java frames have no mapping").isZero();
    assertThat(location.getLinesList()).isNotEmpty();
    for (Line line : location.getLinesList()) {
      assertThat(line.getFunctionIndex()).isBetween(1, dictionary.getFunctionTableCount() - 1);
      assertThat(line.getLine()).isNotNegative();
      functions.set(line.getFunctionIndex());
    }
    attributeList(location.getAttributeIndicesList());
    assertThat(location.getAttributeIndicesList()).anyMatch(this::isJavaFrame);
  }

  private boolean isJavaFrame(int index) {
    KeyValueAndUnit attribute = dictionary.getAttributeTable(index);
    return dictionary.getStringTable(attribute.getKeyStrindex()).equals("profile.frame.type")
        && attribute.getValue().getStringValue().equals("jvm");
  }

  private void link(int index) {
    Link link = dictionary.getLinkTable(index);
    assertThat(link.getTraceId().size()).isEqualTo(16);
    assertThat(link.getSpanId().size()).isEqualTo(8);
  }

  private void noOrphans() {
    used(strings, dictionary.getStringTableCount(), "strings");
    used(functions, dictionary.getFunctionTableCount(), "functions");
    used(locations, dictionary.getLocationTableCount(), "locations");
    used(stacks, dictionary.getStackTableCount(), "stacks");
    used(links, dictionary.getLinkTableCount(), "links");
    used(attributes, dictionary.getAttributeTableCount(), "attributes");
    assertThat(dictionary.getMappingTableCount()).isEqualTo(1);
    assertThat(request.getSerializedSize()).isPositive();
  }

  private static void used(BitSet used, int count, String table) {
    used.set(0);
    assertThat(used.cardinality()).as("entries in use of " + table).isEqualTo(count);
  }
}
