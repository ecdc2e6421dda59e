// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtime;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.graph.transformer.ChainedDependencyGraphTransformer;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.transformer.JavaScopeDeriver;
import org.eclipse.aether.util.graph.transformer.JavaScopeSelector;
import org.eclipse.aether.util.graph.transformer.SimpleOptionalitySelector;

/**
 * What a build tool makes of an application's dependencies: Maven's resolver over the published
 * POMs of this build, by Maven's rule (the nearest version) or by Gradle's (the newest).
 */
final class Resolution implements AutoCloseable {
  private static final String LIBRARY = "dev.ringlet:library-on-ringlet";

  private final Context context;
  private final DefaultRepositorySystemSession session;
  private final List<Dependency> direct = new ArrayList<>();
  private final List<Dependency> managed = new ArrayList<>();

  private Resolution(Context context) {
    this.context = context;
    session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setWorkspaceReader(new TargetFolders());
  }

  static Resolution nearest() {
    Runtime runtime = Runtimes.INSTANCE.getRuntime();
    boolean offline = System.getProperty("packaging.maven.offline", "").endsWith("true");
    ContextOverrides overrides =
        ContextOverrides.create().withUserSettings(true).offline(offline).build();
    return new Resolution(runtime.create(overrides));
  }

  static Resolution newest() {
    Resolution resolution = nearest();
    resolution.session.setDependencyGraphTransformer(
        new ChainedDependencyGraphTransformer(
            new ConflictResolver(
                new Newest(),
                new JavaScopeSelector(),
                new SimpleOptionalitySelector(),
                new JavaScopeDeriver())));
    return resolution;
  }

  /** Adds a dependency of the application, as {@code group:artifact:version}. */
  Resolution add(String coordinates, Exclusion... without) {
    direct.add(
        new Dependency(new DefaultArtifact(coordinates), "compile", false, List.of(without)));
    return this;
  }

  /** Adds Ringlet. */
  Resolution addRinglet(Exclusion... without) {
    return add("dev.ringlet:ringlet-sdk:" + Published.VERSION, without);
  }

  /** Adds a library that brings Ringlet along, so that all of it is one step further away. */
  Resolution addLibraryOnRinglet() {
    return add(LIBRARY + ":1");
  }

  /** Imports a BOM; the first that manages an artifact is right, as in Maven. */
  Resolution importing(String coordinates) throws RepositoryException {
    Artifact bom = new DefaultArtifact(coordinates);
    ArtifactDescriptorRequest request =
        new ArtifactDescriptorRequest(
            new SubArtifact(bom, "", "pom"), context.remoteRepositories(), "");
    managed.addAll(
        context
            .repositorySystem()
            .readArtifactDescriptor(session, request)
            .getManagedDependencies());
    return this;
  }

  /** The jars in the order of the class path, by {@code group:artifact}. */
  Map<String, Jar> resolve() throws RepositoryException {
    CollectRequest collect = new CollectRequest();
    collect.setDependencies(direct.stream().map(this::withManagedVersion).toList());
    collect.setManagedDependencies(managed);
    collect.setRepositories(context.remoteRepositories());
    Map<String, Jar> jars = new LinkedHashMap<>();
    for (ArtifactResult result :
        context
            .repositorySystem()
            .resolveDependencies(session, new DependencyRequest(collect, null))
            .getArtifactResults()) {
      Artifact artifact = result.getArtifact();
      if (LIBRARY.endsWith(artifact.getArtifactId())) {
        continue;
      }
      jars.put(
          artifact.getGroupId() + ":" + artifact.getArtifactId(),
          new Jar(artifact.getVersion(), artifact.getFile().toPath()));
    }
    return jars;
  }

  private Dependency withManagedVersion(Dependency dependency) {
    Artifact artifact = dependency.getArtifact();
    return managed.stream()
        .filter(
            candidate ->
                artifact.getVersion().equals("managed")
                    && candidate.getArtifact().getArtifactId().equals(artifact.getArtifactId())
                    && candidate.getArtifact().getGroupId().equals(artifact.getGroupId()))
        .findFirst()
        .map(found -> dependency.setArtifact(found.getArtifact()))
        .orElse(dependency);
  }

  @Override
  public void close() {
    context.close();
  }

  record Jar(String version, Path file) {}

  /** Gradle's rule without its richer metadata: whatever is asked for anywhere, the newest. */
  private static final class Newest extends ConflictResolver.VersionSelector {
    @Override
    public void selectVersion(ConflictResolver.ConflictContext context) {
      ConflictResolver.ConflictItem winner = null;
      for (ConflictResolver.ConflictItem item : context.getItems()) {
        DependencyNode node = item.getNode();
        if (winner == null || node.getVersion().compareTo(winner.getNode().getVersion()) > 0) {
          winner = item;
        }
      }
      context.setWinner(winner);
    }
  }

  /** The flattened POMs and the jars of this build. */
  private static final class TargetFolders implements WorkspaceReader {
    private final WorkspaceRepository repository = new WorkspaceRepository("target");

    @Override
    public WorkspaceRepository getRepository() {
      return repository;
    }

    @Override
    public File findArtifact(Artifact artifact) {
      if (!artifact.getGroupId().equals("dev.ringlet")) {
        return null;
      }
      if (LIBRARY.endsWith(artifact.getArtifactId())) {
        return library(artifact).toFile();
      }
      Published module = Published.of(artifact.getArtifactId());
      Path file = artifact.getExtension().equals("pom") ? module.pom() : module.jar();
      return Files.exists(file) ? file.toFile() : null;
    }

    /** A POM, which also has to do as the jar. */
    private static Path library(Artifact artifact) {
      try {
        Path pom = Files.createTempFile("library", ".pom");
        pom.toFile().deleteOnExit();
        return Files.writeString(
            pom,
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>1</version>
              <dependencies>
                <dependency>
                  <groupId>dev.ringlet</groupId>
                  <artifactId>ringlet-sdk</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """
                .formatted(artifact.getGroupId(), artifact.getArtifactId(), Published.VERSION));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
      return artifact.getGroupId().equals("dev.ringlet") ? List.of(Published.VERSION) : List.of();
    }
  }
}
