import type { WireContainerSpec, WireMount } from "./wire-container-types.ts";
import type {
  WireRestartPolicy,
  WireServiceSpec,
  WireTaskSpec,
  WireUpdateConfig,
} from "./wire-types.ts";

/**
 * A service as an engine returns what was written, by the shortest model of its conversions
 * (moby daemon/cluster/convert): what is empty is gone, and some of what was silent is filled in.
 */
export const asRead = (written: WireServiceSpec): WireServiceSpec => {
  const { TaskTemplate = {}, UpdateConfig, RollbackConfig, EndpointSpec, ...rest } = written;
  return {
    ...rest,
    Labels: rest.Labels ?? {},
    TaskTemplate: taskAsRead(TaskTemplate),
    ...(UpdateConfig && { UpdateConfig: policyAsRead(UpdateConfig) }),
    ...(RollbackConfig && { RollbackConfig: policyAsRead(RollbackConfig) }),
    ...(EndpointSpec && {
      EndpointSpec: { ...lean(EndpointSpec), Mode: EndpointSpec.Mode ?? "vip" },
    }),
  };
};

const taskAsRead = ({
  ContainerSpec = {},
  RestartPolicy,
  Resources,
  LogDriver,
  Placement,
  ...rest
}: WireTaskSpec): WireTaskSpec => ({
  ContainerSpec: containerAsRead(ContainerSpec),
  ...(RestartPolicy && { RestartPolicy: restartAsRead(RestartPolicy) }),
  ...(Resources && { Resources: leanWithin(Resources) }),
  ...(LogDriver && { LogDriver: lean(LogDriver) }),
  ...(Placement && { Placement: lean(Placement) }),
  Networks: rest.Networks?.map(lean),
  ForceUpdate: 0,
  Runtime: "container",
});

const containerAsRead = (written: WireContainerSpec): WireContainerSpec => {
  const { StopGracePeriod, Init, Privileges, DNSConfig, Healthcheck, Mounts, ...rest } = written;
  const credential = Privileges?.CredentialSpec;
  return {
    ...lean(rest),
    Isolation: rest.Isolation ?? "default",
    ...(StopGracePeriod !== undefined && { StopGracePeriod }),
    ...(Init !== undefined && { Init }),
    ...(Privileges && { Privileges: { CredentialSpec: credential ? whole(credential) : null } }),
    ...(DNSConfig && { DNSConfig: lean(DNSConfig) }),
    ...(Healthcheck && { Healthcheck: lean(Healthcheck) }),
    ...(Mounts?.length && { Mounts: Mounts.map(mountAsRead) }),
  };
};

const whole = (credential: object) => ({ Config: "", File: "", Registry: "", ...credential });

const mountAsRead = (written: WireMount): WireMount => {
  const { BindOptions, VolumeOptions, TmpfsOptions, Consistency, ClusterOptions, ...rest } =
    written;
  return {
    ...lean(rest),
    ...(BindOptions?.Propagation && { BindOptions }),
    ...(VolumeOptions && { VolumeOptions: leanWithin(VolumeOptions) }),
    ...(TmpfsOptions && { TmpfsOptions: lean(TmpfsOptions) }),
  };
};

const policyAsRead = (written: WireUpdateConfig): WireUpdateConfig => ({
  ...lean(written),
  Parallelism: written.Parallelism ?? 0,
  FailureAction: written.FailureAction ?? "pause",
  MaxFailureRatio: written.MaxFailureRatio ?? 0,
  Order: written.Order ?? "stop-first",
});

const restartAsRead = (written: WireRestartPolicy): WireRestartPolicy => ({
  ...written,
  Condition: written.Condition ?? "any",
  MaxAttempts: written.MaxAttempts ?? 0,
});

/** As Go's omitempty leaves it. */
const lean = <Record extends object>(record: Record): Record =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value))) as Record;

const leanWithin = <Record extends object>(record: Record): Record =>
  Object.fromEntries(
    Object.entries(lean(record)).map(([key, value]) => [
      key,
      isRecord(value) ? lean(value) : value,
    ]),
  ) as Record;

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  !value || (Array.isArray(value) && value.length === 0) || isEmptyRecord(value);

/** Some of these are pointers, which would stay; to whoever reads them that is the same. */
const isEmptyRecord = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length === 0;
