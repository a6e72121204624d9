// The little of preact that the report is made with. Preact's own types bring those of browsers into every
// file: names such as `status` would then exist everywhere, and Node's types for keys and streams would not fit.

export type ComponentChild = VNode | string | number | boolean | null | undefined;
export type ComponentChildren = ComponentChild | readonly ComponentChildren[];

export interface VNode<P = Attributes> {
  readonly type: string;
  readonly props: P;
}

interface Attributes {
  readonly dangerouslySetInnerHTML?: { readonly __html: string };
  readonly [name: string]: unknown;
}

export function h(type: string, props: Attributes | null, children?: ComponentChildren): VNode;
